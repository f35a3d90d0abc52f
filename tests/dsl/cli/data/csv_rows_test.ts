import { assertEquals, assertStringIncludes } from "@std/assert";
import { csvTable, formatCsv, fromBytes } from "../../../../data.ts";
import { run } from "../../../helpers/memory_io.ts";

const command = "=cmd|' /C calc'!A0";
const kinds = [command, "@SUM(1)", "oak"];
const rows = Array.from({ length: 30 }, (_, i) => [
  `${i % 5 - 2}.5`,
  `-${i % 7}`,
  i === 4 ? "+1+cmd" : i === 5 ? "-" : "-1e5",
  kinds[i % 3],
]);
const table = formatCsv([["x", "=y", "remark", "kind"], ...rows]);
const { bytes: { "net.safetensors": network } } = await run([
  ...["train", "fc(2,3) -> cross_entropy", "--data", "data.csv"],
  ...["--target", "kind", "--inputs", "x,=y", "--epochs", "1"],
  ...["--out", "net.safetensors"],
], { files: { "data.csv": table } });
const files = { "net.safetensors": network, "data.csv": table };
const predict = ["predict", "net.safetensors", "--data", "data.csv"];

const note =
  'a spreadsheet would run texts of "=y", "remark", "kind" and "predicted kind" as formulas; --spreadsheet puts an apostrophe before them\n';

/** The cells of CSV as nabla reads them. */
async function cellsOf(text: string): Promise<unknown[][]> {
  const bytes = new TextEncoder().encode(text);
  const read = await csvTable(fromBytes("a.csv", bytes));
  const found = [];
  for await (const rows of read.rows()) {
    for (const { cells } of rows) found.push([...cells]);
  }
  return [[...read.columns], ...found];
}

Deno.test("what a spreadsheet would run is told, and reads back as it was", async () => {
  const { status, out, error } = await run(predict, { files });
  assertEquals([status, error], [0, `note: ${note}`]);
  const cells = await cellsOf(out);
  assertEquals(cells[0].slice(0, 4), ["x", "=y", "remark", "kind"]);
  assertEquals(cells.slice(1).map((row) => row.slice(0, 4)), rows);
  const named = await run([...predict, "--out", "o.csv"], { files });
  assertEquals(named.error, `o.csv: ${note}`);
  assertEquals(named.files["o.csv"], out);
});

Deno.test("--spreadsheet marks texts, not numbers, and changes nothing else", async () => {
  const plain = (await run(predict, { files })).out;
  const { out, error } = await run([...predict, "--spreadsheet"], { files });
  assertEquals(error, "");
  assertStringIncludes(out, "x,'=y,remark,kind");
  assertEquals(out.match(/'\+1\+cmd/g)?.length, 1);
  assertEquals(out.replaceAll(/'(?=[=@+])/g, ""), plain);
  for (const [cell] of out.matchAll(/(?<=^|,)[=+@-][^,\n]*/gm)) {
    assertEquals(Number.isNaN(Number(cell)) && cell !== "-", false, cell);
  }
});

Deno.test("there is nothing to say of numbers and of other texts", async () => {
  const harmless = table.replaceAll(/[=@+](?=[a-zA-Z1])/g, "");
  const { bytes, error } = await run([
    ...["train", "fc(2,3) -> cross_entropy", "--data", "data.csv"],
    ...["--target", "kind", "--inputs", "x,y", "--epochs", "1"],
    ...["--out", "net.safetensors"],
  ], { files: { "data.csv": harmless } });
  assertEquals(error, "");
  const world = { files: { "data.csv": harmless, ...bytes } };
  assertEquals((await run(predict, world)).error, "");
});

Deno.test("--spreadsheet is refused where no CSV is written", async () => {
  const { status } = await run([...predict, "--json", "--spreadsheet"], {
    files,
  });
  assertEquals(status, 2);
});
