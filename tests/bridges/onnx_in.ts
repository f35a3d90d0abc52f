// Models of ONNX that come in: its own node tests, counted, and 10,000 hostile files.
import { assert, assertEquals } from "@std/assert";
import { readOnnx } from "../../data.ts";
import { createRandom } from "../../lib/base/random.ts";
import { readOnnxModel } from "../../lib/bridges/onnx/read_model.ts";
import { NablaError } from "../../mod.ts";
import { mutant } from "../helpers/onnx_mutants.ts";
import {
  answers,
  bytesOf,
  laidOut,
  largestDifference,
  type NodeCase,
  nodeOutcome,
  type ReferenceArray,
  unzipped,
} from "../helpers/onnx_runs.ts";
import core from "../reference/onnx_nodes.json" with { type: "json" };
import networks from "../reference/onnx_networks.json" with { type: "json" };
import { runtime } from "./onnxruntime.ts";

/** All node tests, as a Python that has onnx writes them; undefined if there is none. */
async function nodeTests(): Promise<readonly NodeCase[] | undefined> {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    for (const python of ["/usr/bin/python3", "python3"]) {
      const script = new URL(
        "../reference/make_onnx_nodes.py",
        import.meta.url,
      );
      const { success } = await new Deno.Command(python, {
        args: [script.pathname, file],
        stderr: "null",
      }).output().catch(() => ({ success: false }));
      if (success) return JSON.parse(await Deno.readTextFile(file));
    }
    return undefined;
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("each of ONNX's own node tests passes or is refused by name", async () => {
  const tests = await nodeTests();
  if (tests === undefined) {
    tell("skipped: there is no python3 with onnx");
    return;
  }
  const wrong: string[] = [];
  const reasons = new Map<string, number>();
  let passed = 0;
  for (const test of tests) {
    const outcome = nodeOutcome(test);
    if ("refusal" in outcome) {
      const reason = outcome.refusal.replace(/^.*?node \d+, \S+ "[^"]*": /, "");
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    } else if (outcome.difference < 1e-5) passed++;
    else wrong.push(`${test.name}: ${outcome.difference}`);
  }
  const refused = [...reasons.values()].reduce((sum, n) => sum + n, 0);
  tell(`${tests.length} node tests: ${passed} passed, ${refused} refused`);
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) {
    tell(`${String(count).padStart(5)} ${reason.slice(0, 150)}`);
  }
  assertEquals(wrong, []);
  assert(passed > 500);
});

/** An input for a model, of two examples where their number is free. */
function drawnInputs(
  bytes: Uint8Array,
  random: { normal(): number },
): readonly (ReferenceArray & { readonly name: string })[] | undefined {
  const { graph } = readOnnxModel(bytes);
  const filled = new Set(graph.initializers.map(({ name }) => name));
  const inputs = graph.inputs.filter(({ name }) => !filled.has(name));
  if (inputs.some(({ type }) => type !== "float32")) return undefined;
  return inputs.map(({ name, shape = [] }) => {
    const sizes = shape.map((size) => typeof size === "number" ? size : 2);
    const count = sizes.reduce((product, size) => product * size, 1);
    const values = Array.from(
      { length: count },
      () => Math.fround(random.normal()),
    );
    return { name, shape: sizes, values };
  });
}

Deno.test("of 10,000 hostile files none is taken for what it is not, nor takes 200 MB", async () => {
  const random = createRandom(1);
  const ort = runtime();
  const whole = await Promise.all(
    Object.values(networks).map(({ free }) => unzipped(bytesOf(free))),
  );
  const files = [...whole, ...core.map(({ file }) => bytesOf(file))];
  const before = Deno.memoryUsage().rss;
  const counts = { refused: 0, read: 0, compared: 0, elsewhere: 0 };
  let most = 0;
  const wrong: string[] = [];
  for (let i = 0; i < 10_000; i++) {
    const [one, other] = [0, 1].map(() => files[random.integer(files.length)]);
    const bytes = mutant(one, other, random);
    try {
      const network = readOnnx(bytes);
      counts.read++;
      const inputs = drawnInputs(bytes, random);
      if (ort === undefined || inputs === undefined) continue;
      const found = answers(network, inputs);
      const expected = await elsewhere(ort, bytes, inputs, network.output.name);
      if (expected === undefined) counts.elsewhere++;
      else {
        counts.compared++;
        const laid = laidOut(expected, network.output);
        // Of weights that have become NaN or huge, sums depend on their order.
        if (isWild(bytes)) continue;
        const difference = largestDifference(found, laid);
        if (!(difference < 1e-3)) wrong.push(`${i}: ${network.text}`);
      }
    } catch (error) {
      if (!(error instanceof NablaError)) throw error;
      counts.refused++;
    }
    if (i % 100 === 0) most = Math.max(most, Deno.memoryUsage().rss - before);
  }
  tell(`${JSON.stringify(counts)}, ${(most / 1e6).toFixed(0)} MB`);
  assertEquals(wrong, []);
  assert(most < 200e6, `${most}`);
});

/** Whether a model has numbers that are NaN or very large. */
function isWild(bytes: Uint8Array): boolean {
  return readOnnxModel(bytes).graph.initializers.some(({ values }) =>
    values.some((each) => !(Math.abs(each) < 1e6))
  );
}

/** Prints also where tests are quiet. */
function tell(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** What onnxruntime makes of a model; undefined if it refuses it. */
async function elsewhere(
  { InferenceSession, Tensor }: NonNullable<ReturnType<typeof runtime>>,
  bytes: Uint8Array,
  inputs: NonNullable<ReturnType<typeof drawnInputs>>,
  output: string,
): Promise<ReferenceArray | undefined> {
  try {
    const session = await InferenceSession.create(bytes, {
      logSeverityLevel: 4,
    });
    const feeds = Object.fromEntries(
      inputs.map(({ name, shape, values }) => [
        name,
        new Tensor("float32", Float32Array.from(values as number[]), shape),
      ]),
    );
    const { [output]: found } = await session.run(feeds);
    await session.release();
    return { shape: found.dims, values: Array.from(found.data, Number) };
  } catch {
    return undefined;
  }
}
