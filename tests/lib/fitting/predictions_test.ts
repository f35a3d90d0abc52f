// What trained networks say of tables and arrays.
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { csvTable } from "../../../data.ts";
import type { Schema } from "../../../lib/data/schemas/schema.ts";
import {
  predictArray,
  predictTable,
  type PredictTableOptions,
  type TrainedNetwork,
} from "../../../lib/fitting/predictions.ts";
import { DataError, initialize, nn } from "../../../mod.ts";
import { source } from "../../helpers/text_sources.ts";

const schema: Schema = {
  inputs: [{ name: "x" }, { name: "y" }],
  targets: [{ name: "kind", categories: ["ash", "oak"] }],
};

/** Says `oak` where y is larger than x. */
function larger(description: TrainedNetwork["description"]): TrainedNetwork {
  const network = nn`fc(2,2) -> cross_entropy`;
  const parameters = initialize(network);
  parameters.get("fc1.weight").value.set([1, 0, 0, 1]);
  parameters.get("fc1.bias").value.fill(0);
  return { network, parameters, description };
}

async function rowsFor(
  trained: TrainedNetwork,
  csv: string,
  options?: PredictTableOptions,
) {
  const table = await csvTable(source(csv));
  return (await Array.fromAsync(predictTable(trained, table, options))).flat();
}

Deno.test("rows come back with the class by its name, and its probabilities", async () => {
  const rows = await rowsFor(larger({ schema }), "y,note,x\n0,a,1\n0.5,b,0\n", {
    probabilities: true,
  });
  const share = 1 / (1 + Math.exp(0.5));
  assertEquals(rows[0].slice(3), ["predicted kind", "p(ash)", "p(oak)"]);
  assertEquals(rows[1].slice(0, 4), ["0", "a", "1", "ash"]);
  assertEquals(rows[2].slice(0, 4), ["0.5", "b", "0", "oak"]);
  assertEquals(Number(rows[2][4]).toFixed(12), share.toFixed(12));
});

Deno.test("inputs are normalized as in training, and missing ones take the means", async () => {
  // (x − 10) / 1 and (y − 0) / 100.
  const normalization = { offset: [10, 0], scale: [1, 100] };
  const trained = larger({ schema, normalization, means: [10, 5000] });
  const csv = "x,y\n11,99\n11,101\n11,\n";
  const rows = await rowsFor(trained, csv, { missing: "mean" });
  assertEquals(rows.slice(1).map((row) => row.at(-1)), ["ash", "oak", "oak"]);
});

Deno.test("a column with the title of a prediction keeps it", async () => {
  const csv = "x,predicted kind,y\n1,a,0\n";
  const [titles] = await rowsFor(larger({ schema }), csv);
  assertEquals(titles, ["x", "predicted kind", "y", "predicted kind 2"]);
});

Deno.test("an array gives only predictions, by number without names", () => {
  const x = { shape: [2, 2], values: Float64Array.of(1, 0, 0, 1) };
  assertEquals(predictArray(larger({}), x), [["prediction"], ["0"], ["1"]]);
  assertEquals(predictArray(larger({ schema }), x).slice(1), [["ash"], [
    "oak",
  ]]);
});

Deno.test("predictions for a table need a schema, and means for missing values", async () => {
  await assertRejects(
    () => rowsFor(larger({}), "x,y\n1,2\n"),
    DataError,
    "t.csv: the network was not trained on a table",
  );
  await assertRejects(
    () => rowsFor(larger({ schema }), "x,y\n1,2\n", { missing: "mean" }),
    DataError,
    "missing values can take a mean only if",
  );
});

Deno.test("a number that a layer refuses is reported with its line", async () => {
  const network =
    nn`input(2) -> embedding(3,2) -> flatten -> fc(2) -> cross_entropy`;
  const parameters = initialize(network);
  await assertRejects(
    () =>
      rowsFor(
        { network, parameters, description: { schema } },
        "x,y\n0,1\n2,2\n1,3\n",
      ),
    DataError,
    "t.csv:4: ",
  );
});

Deno.test("predictions are stopped between two layers", async () => {
  const network = nn`fc(2,2) -> relu -> fc(2) -> cross_entropy`;
  const trained = { network, parameters: initialize(network) };
  for (const last of [1, 2, 3, 4]) {
    let calls = 0;
    const between = () => {
      if (++calls === last) throw new RangeError("stop");
    };
    const array = { shape: [300, 2], values: new Float64Array(600), name: "x" };
    assertThrows(
      () => predictArray({ ...trained, description: {} }, array, { between }),
      RangeError,
      "stop",
    );
    calls = 0;
    const table = await csvTable(source("x,y\n1,2\n"));
    const parts = predictTable(
      { ...trained, description: { schema } },
      table,
      { between },
    );
    if (last > 3) await Array.fromAsync(parts);
    else await assertRejects(() => Array.fromAsync(parts), RangeError, "stop");
    assertEquals(calls, Math.min(last, 3));
  }
});
