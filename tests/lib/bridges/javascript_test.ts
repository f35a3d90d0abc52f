// Networks as modules of JavaScript.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { writeJavaScript } from "../../../data.ts";
import { NablaError, nn } from "../../../mod.ts";
import {
  type Answered,
  distance,
  drawn,
  outputsIn,
  said,
  texts,
} from "./code_networks.ts";

async function imported(
  code: string,
): Promise<{ predict(row: unknown): Answered }> {
  return await import(`data:text/javascript,${encodeURIComponent(code)}`);
}

for (const text of texts) {
  Deno.test(`JavaScript computes what ${text.slice(0, 60)} does`, async () => {
    const { trained, rows, outputs } = drawn(text);
    const { predict } = await imported(writeJavaScript(trained));
    for (const [i, row] of rows.entries()) {
      const found = outputsIn(predict(row));
      const error = distance(found, said(text, outputs[i]));
      assert(error < 2e-6, `${error}`);
      assertEquals(predict(Float32Array.from(row)), predict(row));
    }
  });
}

Deno.test("numbers that are not a row are refused, and outputs that are none", async () => {
  const { trained } = drawn("fc(2,1) -> square");
  const { predict } = await imported(writeJavaScript(trained));
  for (const row of [[1], [1, 2, 3], [1, "a"], [1, NaN], undefined]) {
    assertThrows(() => predict(row), RangeError, "a row must have 2 numbers");
  }
  assertThrows(() => predict([1e30, 0]), RangeError, "no answer");
});

Deno.test("what there is no code for is refused by its name", () => {
  const refused = (text: string, message: string) => {
    const { trained } = drawn(text);
    assertThrows(() => writeJavaScript(trained), NablaError, message);
  };
  refused(
    "input(3,2) -> lstm(2)",
    "lstm1 has no form in code: found lstm",
  );
  refused(
    "input(2,2,2,1) -> maxpool(2)",
    "maxpool, three axes before the channels",
  );
  refused(
    "input(2,3) -> softmax(axis=0)",
    "softmax, another axis than the last",
  );
  refused(
    "fc(2,3) -> add(id, fc(1))",
    "add, arrays of different shapes",
  );
});

Deno.test("a network with several inputs is refused", () => {
  const network = nn("a: input(2)\nb: input(2)\nadd(a, b) -> fc(1)");
  const parameters = network.bind().parameters;
  assertThrows(
    () => writeJavaScript({ network, parameters, description: {} }),
    NablaError,
    "a network must have one input, and one loss or none: found 2 inputs",
  );
});
