// Data files told by how they begin.
import { assertEquals, assertRejects } from "@std/assert";
import {
  fromBytes,
  readDataFile,
  type ReadDataFileOptions,
  writeNpy,
  writeNpz,
  writeSafetensors,
} from "../../../data.ts";
import type { ColumnOptions } from "../../../lib/data/tables/columns.ts";
import { inputShapeIn } from "../../../lib/fitting/input_shape.ts";
import { readWeightsFile } from "../../../lib/weights/weights_file.ts";
import { DataError, initialize, nn, saveParameters } from "../../../mod.ts";
import { gzipped } from "../../helpers/byte_sources.ts";

function read(
  content: string | Uint8Array,
  options?: ReadDataFileOptions,
  name = "data",
) {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  return readDataFile(fromBytes(name, bytes), options);
}

const values = Float32Array.of(1, 2);

Deno.test("the first bytes tell a file's kind, whatever its name, gzipped or not", async () => {
  const npy = writeNpy([2], values);
  const idx = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
  const contents = [
    ["table", "a,b\n1,2\n"],
    ["table", '{"a":1}\n{"a":2}\n'],
    ["array", npy],
    ["array", idx],
  ] as const;
  for (const [kind, content] of contents) {
    assertEquals((await read(content, {}, "odd.name")).kind, kind);
    const bytes = typeof content === "string"
      ? new TextEncoder().encode(content)
      : content;
    assertEquals((await read(await gzipped(bytes))).kind, kind);
  }
  const npz = await read(writeNpz([{ name: "x", shape: [2], values }]));
  assertEquals(npz.kind === "arrays" && [...npz.arrays.keys()], ["x"]);
  const bytes = await read(idx);
  assertEquals(bytes.kind === "array" && bytes.isBytes, true);
  const floats = await read(npy);
  assertEquals(floats.kind === "array" && floats.isBytes, false);
});

Deno.test("an unsupported file is named", async () => {
  await assertRejects(
    () => read("PAR1xxxx", {}, "t.parquet"),
    DataError,
    "t.parquet: it is Parquet, which is not read",
  );
  await assertRejects(
    () => read(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)),
    DataError,
    "data: it is a single picture",
  );
});

Deno.test("a table whose columns had numbers for names has no header either", async () => {
  const columnsOf = async (options: ReadDataFileOptions) => {
    const file = await read("a,b\nc,d\n", options);
    return file.kind === "table" ? file.table.columns : undefined;
  };
  const numbered = { inputs: [{ name: "1" }], targets: [{ name: "2" }] };
  const named = { inputs: [{ name: "a" }], targets: [{ name: "2" }] };
  assertEquals(await columnsOf({}), ["a", "b"]);
  const known = { schema: numbered };
  assertEquals(await columnsOf({ known: { schema: named } }), ["a", "b"]);
  assertEquals(await columnsOf({ known }), ["1", "2"]);
  const csv = { header: true };
  // Columns without names are known by their place, whatever they are called now.
  assertEquals(await columnsOf({ known, csv }), ["1", "2"]);
});

Deno.test("weights are safetensors or .npz, told by their first bytes", async () => {
  const network = nn`fc(2,1)`;
  const tensors = saveParameters(initialize(network), network);
  const names = ["fc1.weight", "fc1.bias"];
  const metadata = { by: "hand" };
  const forms = [
    [writeSafetensors(tensors, metadata), "hand"],
    [writeNpz(tensors), undefined],
  ] as const;
  for (const [bytes, by] of forms) {
    const file = await readWeightsFile(fromBytes("weights", bytes));
    assertEquals([...file.tensors.keys()].toSorted(), names.toSorted());
    assertEquals(file.metadata.get("by"), by);
  }
});

Deno.test("a file tells the shape of its inputs, categories included", async () => {
  const table = await read("a,b,kind\n1,red,x\n2,blue,y\n3,green,x\n");
  const shapeOf = (columns: ColumnOptions) =>
    inputShapeIn("t.csv", table, { columns });
  assertEquals(await shapeOf({ target: "kind", without: ["b"] }), [1]);
  assertEquals(await shapeOf({ target: "kind", classes: ["b"] }), [4]);
  await assertRejects(() => shapeOf({}), DataError, "there must be a target");
  const image = await read('{"x":[[1,2,3],[4,5,6]],"target":1}\n');
  assertEquals(await inputShapeIn("t.jsonl", image), [2, 3]);
  const array = await read(writeNpy([1, 2, 3], new Float32Array(6)));
  assertEquals(await inputShapeIn("x.npy", array), [2, 3]);
  const arrays = await read(
    writeNpz([{ name: "own", shape: [1, 4], values: new Float32Array(4) }]),
  );
  assertEquals(await inputShapeIn("x.npz", arrays, { inputs: "own" }), [4]);
});
