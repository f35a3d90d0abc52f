import { say } from "../../words/say.ts";
import * as compiler from "../compiler/compiler.ts";
import * as exercise from "../exercise/exercise.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { format } from "../syntax/printing/printer.ts";
import { renderTrace } from "../trace/render.ts";
import * as tracing from "../trace/trace.ts";
import { showing } from "./showing.ts";
import { showingNetwork } from "./showing_network.ts";

const showingExercise = showing<exercise.Exercise>({
  text: ({ bound: { network, loss } }) =>
    network.loss === undefined
      ? format(network)
      : `${format(network)}\n${
        say("loss {number}", { number: formatNumber(loss, 4) })
      }`,
  media: async (exercise) => {
    const { graphMedia } = await import("./graph_media.ts");
    return graphMedia(exercise.bound, exercise);
  },
});

const showingTrace = showing<tracing.Trace>({
  text: (trace) => renderTrace(trace),
  media: async (trace) => {
    const { traceMedia } = await import("./trace_media.ts");
    return traceMedia(trace);
  },
});

/**
 * Compiles a text. Mistakes are data, not exceptions: they are in `diagnostics`,
 * and `renderDiagnostics` prints them.
 *
 * ```ts
 * import { compile } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(compile("fc(2,1) -> sigmoid").network?.parameterCount, 3);
 *
 * const { diagnostics } = compile("fc(2,4) -> relu -> fc(3,1)");
 * assertEquals(
 *   diagnostics[0].message,
 *   "`fc` is told to expect 3 inputs but receives 4",
 * );
 * ```
 *
 * @throws {NablaError} if the name of a given layer is taken, or a library is
 * not a text of `let`s and functions.
 */
export function compile(
  text: string,
  options: compiler.CompileOptions = {},
): compiler.Compiled {
  const compiled = compiler.compile(text, options);
  if (compiled.network !== undefined) showingNetwork(compiled.network);
  return compiled;
}

/**
 * Fills in what the text gives, draws the rest from a seed, and runs the network
 * forward; backward too if there is a loss, a single number as output, or a given
 * gradient of the output.
 *
 * ```ts
 * import { compile, isCompiled, runExercise } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 3\nA: x -> square");
 * if (!isCompiled(compiled)) throw new Error();
 * const { bound } = runExercise(compiled);
 * assertEquals([bound.y[0], bound.parameters.get("x").gradient[0]], [9, 6]);
 * ```
 *
 * @throws {TextError} if a layer cannot work with the given numbers, for example
 * with a class number out of range, or cannot be differentiated at them.
 */
export function runExercise(
  compiled: exercise.CompiledNetwork,
  options: exercise.ExerciseOptions = {},
): exercise.Exercise {
  return showingExercise(exercise.runExercise(compiled, options));
}

/**
 * Traces a network that was run.
 *
 * ```ts
 * import { compile, isCompiled, runExercise, traceOf } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 0\nA: x -> E: exp -> F: shift(1)");
 * if (!isCompiled(compiled)) throw new Error();
 * const { nodes } = traceOf(compiled, runExercise(compiled));
 * assertEquals(nodes.map(({ name }) => name), ["A", "E", "F"]);
 * const [{ formula, local, above }] = nodes[0].uses;
 * assertEquals([formula, local, above], ["E", 1, 1]);
 * ```
 */
export function traceOf(
  compiled: exercise.CompiledNetwork,
  run: exercise.Exercise,
  options: tracing.TraceOptions = {},
): tracing.Trace {
  return showingTrace(tracing.traceOf(compiled, run, options));
}
