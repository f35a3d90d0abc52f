import type { NamedRows } from "../../../lib/bridges/onnx/trial/trial.ts";
import { say } from "../../../words/say.ts";
import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { system } from "../world/system/system.ts";
import { errorWords } from "./mistakes.ts";

/** Runs a model on rows; gives the numbers of each output by its name. */
export interface RunOnnx {
  (
    inputs: readonly NamedRows[],
  ): Promise<ReadonlyMap<string, ArrayLike<number>>>;
  close(): Promise<void>;
}

/** A runtime that is installed. */
export interface OnnxRuntime {
  readonly name: string;
  load(model: Uint8Array): Promise<RunOnnx>;
}

/** What is used of onnxruntime's modules, which are alike. */
interface OnnxModule {
  readonly env?: { readonly wasm?: { numThreads?: number } };
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<{
      run(
        feeds: Readonly<Record<string, unknown>>,
      ): Promise<
        Readonly<Record<string, { readonly data: ArrayLike<number> }>>
      >;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (
    type: "float32",
    values: Float32Array,
    shape: readonly number[],
  ) => unknown;
}

/** Where npm puts the modules of its packages. */
const modules: Readonly<Record<string, string>> = {
  "onnxruntime-node": "node_modules/onnxruntime-node/dist/index.js",
  "onnxruntime-web":
    "node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs",
};

/**
 * The onnxruntime that is installed in the folder where the user is.
 *
 * @throws {UsageError} if there is none, or it cannot be loaded.
 */
export async function openRuntime(io: Io): Promise<OnnxRuntime> {
  let refusal = new UsageError(
    say("there is no onnxruntime in this folder, which --verify runs"),
    say("Run {node} or {web} here.", {
      node: "`npm install onnxruntime-node`",
      web: "`npm install onnxruntime-web`",
    }),
  );
  for (const [name, path] of Object.entries(modules)) {
    if (await io.fileExists(path) !== true) continue;
    try {
      return runtimeOf(name, await io.importModule(path));
    } catch (error) {
      refusal = new UsageError(
        say("cannot run {path}: {reason}", { path, reason: errorWords(error) }),
        error instanceof system.errors.NotCapable
          ? say("Run Deno with --allow-ffi, or {command} here.", {
            command: "`npm install onnxruntime-web`",
          })
          : system.importHelp(error),
      );
    }
  }
  throw refusal;
}

function runtimeOf(name: string, module: object): OnnxRuntime {
  const found = "default" in module && !("InferenceSession" in module)
    ? module.default
    : module;
  const { InferenceSession, Tensor, env } = found as OnnxModule;
  // Threads of its own would outlive the command.
  if (env?.wasm !== undefined) env.wasm.numThreads = 1;
  return {
    name,
    async load(model) {
      // Warnings tell of what runs more slowly.
      const options = { logSeverityLevel: 3 };
      const session = await InferenceSession.create(model, options);
      const run = async (inputs: readonly NamedRows[]) => {
        const feeds = Object.fromEntries(
          inputs.map(({ name, shape, values }) => [
            name,
            new Tensor("float32", Float32Array.from(values), shape),
          ]),
        );
        const outputs = await session.run(feeds);
        return new Map(
          Object.entries(outputs).map(([name, { data }]) => [name, data]),
        );
      };
      return Object.assign(run, { close: () => session.release() });
    },
  };
}
