// onnxruntime, where `deno task test:bridges` has installed it.
import { createRequire } from "node:module";
import type { OnnxCase } from "../lib/bridges/onnx/catalogue.ts";

/** A tensor of onnxruntime. */
interface RuntimeTensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

interface Runtime {
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: object): Promise<{
      readonly inputNames: readonly string[];
      readonly outputNames: readonly string[];
      run(
        feeds: Readonly<Record<string, unknown>>,
      ): Promise<Readonly<Record<string, RuntimeTensor>>>;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (
    type: "float32",
    values: Float32Array,
    dims: readonly number[],
  ) => RuntimeTensor;
}

/** The folder where packages are. */
const folder = Deno.env.get("NABLA_BRIDGES");

/** onnxruntime; undefined where it is not installed. */
export function runtime(): Runtime | undefined {
  if (folder === undefined) return undefined;
  try {
    return createRequire(`${folder}/from.js`)("onnxruntime-node");
  } catch {
    return undefined;
  }
}

/** What a model gives, by its outputs' names. */
export async function runModel(
  { InferenceSession, Tensor }: Runtime,
  bytes: Uint8Array,
  { batch, inputs }: Pick<OnnxCase, "batch" | "inputs">,
): Promise<Readonly<Record<string, RuntimeTensor>>> {
  // Warnings tell of what runs more slowly.
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const feeds = Object.fromEntries(
    session.inputNames.map((name) => {
      const { shape, values } = inputs[name];
      return [name, new Tensor("float32", values, [batch, ...shape])];
    }),
  );
  const outputs = await session.run(feeds);
  await session.release();
  return outputs;
}

/** The largest difference, beside the largest number. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [most, largest] = [0, 1e-30];
  if (a.length !== b.length) return Infinity;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    largest = Math.max(largest, Number.isFinite(b[i]) ? Math.abs(b[i]) : 0);
    most = Math.max(most, Math.abs(a[i] - b[i]));
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) return Infinity;
  }
  return most / largest;
}
