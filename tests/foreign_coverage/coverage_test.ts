// How much of ONNX, PyTorch and Keras can be said as texts. Each table has a row for a
// call or a variant of it that we chose to list: the text, statements divided by `; `,
// with the shape that it gives, or why there is none. What needs a trick, such as a
// window over channels by a pool over a reshaped array, counts as not said.
//
// What each count is of: a row of onnx.tsv and keras.tsv is said if its text compiles
// to its shape here. Numbers are compared by numbers_test.ts: of every said row of
// pytorch.tsv, of most rows of keras.tsv, and of ONNX's own node tests, which are not
// the rows of onnx.tsv.
import { assertEquals } from "@std/assert";
import { compile } from "../../dsl/compiler/compiler.ts";

interface Row {
  readonly name: string;
  readonly text: string;
  readonly gives: string;
  readonly reason: string;
}

async function readTable(name: string): Promise<readonly Row[]> {
  const file = new URL(`${name}.tsv`, import.meta.url);
  const [head, ...rows] = (await Deno.readTextFile(file)).trimEnd().split("\n")
    .map((line) => line.split("\t"));
  return rows.map((row) => {
    const at = (column: string) => row[head.indexOf(column)] ?? "";
    const [first] = row;
    return {
      name: `${first} ${at("variant")}`.trim(),
      text: at("text").replaceAll("; ", "\n"),
      gives: at("gives"),
      reason: at("why not"),
    };
  });
}

/** How many rows of each table have no text. */
const unsaid = { onnx: 20, pytorch: 12, keras: 17 };

for (const [name, count] of Object.entries(unsaid)) {
  const rows = await readTable(name);
  for (const { name: call, text, gives } of rows) {
    // Those of PyTorch compile in numbers_test.ts only, with what they are given.
    if (text === "" || name === "pytorch") continue;
    Deno.test(`${call} of ${name} can be said`, () => {
      const { network, diagnostics } = compile(text);
      assertEquals(diagnostics.map(({ message }) => message), [], text);
      if (gives === "" || network === undefined) return;
      assertEquals(network.values[network.output].shape.join(), gives, text);
    });
  }

  Deno.test(`all but ${count} rows of ${name} have a text, those a reason`, () => {
    const left = rows.filter(({ text }) => text === "");
    assertEquals(left.length, count);
    assertEquals(left.filter(({ reason }) => reason === ""), []);
  });
}
