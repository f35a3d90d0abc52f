// The same models in ONNX's own checker and reference evaluator.
import { assert, assertEquals } from "@std/assert";
import { writeNpy, writeOnnx } from "../../data.ts";
import { pythonTest } from "../helpers/python.ts";
import {
  caseOf,
  catalogue,
  type OnnxCase,
} from "../lib/bridges/onnx/catalogue.ts";
import { caseOfText, texts } from "../lib/bridges/onnx/networks.ts";

/** What the evaluator of onnx 1.23 has not or computes otherwise; onnxruntime has it. */
const lacking: readonly (readonly [name: RegExp, why: string])[] = [
  [/^(rnn|lstm|gru)\(.*"lengths"/, "it does not read sequence_lens"],
  [/^rnn\(.*"activation"/, "it knows no activation but tanh"],
  [/^lstm\(.*"project".*"both"/, "its Scan goes forward only"],
  [/^(conv_transpose\(.*"groups"|fold\()/, "its ConvTranspose has no groups"],
  [
    /^maxpool\(2,\{"pad":"same".* of 5×5$/,
    "its MaxPool of a series pads alike",
  ],
  [/^maxpool\(.*"places"/, "its MaxPool counts other places"],
];

/** What is said of a model. */
interface Said {
  readonly refused?: string;
  readonly problem?: string;
  readonly apart?: number | string;
}

/** Writes a case where Python finds it. */
async function place(
  each: OnnxCase,
  folder: string,
  opset: number,
): Promise<void> {
  const { network, parameters, batch, inputs, output } = each;
  await Deno.mkdir(folder);
  const model = writeOnnx(network, parameters, { opset });
  await Deno.writeFile(`${folder}/model.onnx`, model);
  const arrays = Object.values(inputs).map(({ shape, values }, i) =>
    [`${i}`, { shape: [batch, ...shape], values }] as const
  );
  const rows = arrays.length === 0 ? 1 : batch;
  const size = output.length / batch * rows;
  const right = {
    shape: [rows, ...network.outputShape],
    values: output.slice(0, size),
  };
  for (const [name, array] of [...arrays, ["output", right] as const]) {
    await Deno.writeFile(
      `${folder}/${name}.npy`,
      writeNpy(array.shape, array.values),
    );
  }
}

/** Whether an example takes a later version than 17. */
function isLater(name: string): boolean {
  return /"reduce":"m(ax|in)"|^grid_sample\(.* of 2×3×2×1 /.test(name);
}

/** The last version of operators that a Python's onnx knows. */
async function opsetOf(python: string): Promise<number> {
  const program = "import onnx; print(onnx.defs.onnx_opset_version())";
  const { stdout } = await new Deno.Command(python, { args: ["-c", program] })
    .output();
  return Number(new TextDecoder().decode(stdout));
}

await pythonTest(
  "ONNX's checker takes every model, and its reference evaluator gives what networks do",
  "onnx",
  async (python) => {
    const root = await Deno.makeTempDir();
    try {
      const opset = Math.min(20, await opsetOf(python));
      const cases = [
        ...catalogue().map((entry) => caseOf(entry)),
        ...Object.entries(texts).map(([name, text]) => caseOfText(name, text)),
      ].filter(({ name }) => opset === 20 || !isLater(name));
      const folders = cases.map((_, i) => `${root}/${i}`);
      for (const [i, each] of cases.entries()) {
        await place(each, folders[i], opset);
      }
      const child = new Deno.Command(python, {
        args: [new URL("reference.py", import.meta.url).pathname],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(folders.join("\n")));
      await writer.close();
      const { stdout } = await child.output();
      const said: Said[] = new TextDecoder().decode(stdout).trim()
        .split("\n").map((line) => JSON.parse(line));
      assertEquals(said.length, cases.length);
      const wrong = said.flatMap(({ refused, problem, apart = 0 }, i) => {
        const { name } = cases[i];
        if (refused !== undefined) return [`${name}: ${refused}`];
        const what = problem ?? (Number(apart) <= 1e-5 ? "" : `${apart}`);
        const isLacking = lacking.some(([pattern]) => pattern.test(name));
        return what === "" || isLacking ? [] : [`${name}: ${what}`];
      });
      assertEquals(wrong, []);
      const run = said.filter(({ apart }) => apart !== undefined).length;
      console.log(`the evaluator ran ${run} of ${cases.length} models`);
      assert(run === 0 || run > 600, `${run}`);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);
