import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../compiler/compiler.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { withCheckedEdits } from "../diagnostics/edits.ts";
import { constantSteps } from "./constant_steps.ts";
import { lossMistakes } from "./loss_mistakes.ts";
import { neighbours } from "./neighbours.ts";
import { ownConstants } from "./own_constants.ts";
import { stretching } from "./stretching.ts";
import { unusedLabels, unusedNames } from "./unused.ts";

/**
 * Warnings on a text, in its order. Statements with mistakes have none; where
 * shapes matter, a text with mistakes has none.
 *
 * ```ts
 * import { lint } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const [{ code, message }] = lint("fc(4,3) -> softmax -> cross_entropy");
 * assertEquals(code, "W201");
 * assertEquals(message, "`softmax` is before `cross_entropy`");
 * ```
 */
export function lint(
  text: string,
  options: CompileOptions = {},
): readonly Diagnostic[] {
  return warningsOn(compile(text, options), options);
}

/**
 * Warnings on a text that was compiled.
 *
 * @param options those that it was compiled with.
 */
export function warningsOn(
  compiled: Compiled,
  options: CompileOptions = {},
): readonly Diagnostic[] {
  const { file, text, diagnostics } = compiled;
  const found = warningsIn(compiled);
  // Where a statement with a mistake ends, nobody knows, nor what another one means then.
  if (diagnostics.length > 0) {
    return found.map((each) => ({
      ...each,
      helps: each.helps.map(({ text }) => ({ text })),
    }));
  }
  // Once a step is gone or has no label, a path may mean another; and once a formula
  // is gone, what it used may be a network of its own.
  const isUsed = file.statements.some(({ kind }) =>
    kind === "given" || kind === "expect" || kind === "formula"
  );
  if (!isUsed) return found;
  return withCheckedEdits(text, found, (edited) => {
    const again = compile(edited, options);
    return [...again.diagnostics, ...warningsIn(again)];
  });
}

function warningsIn(compiled: Compiled): Diagnostic[] {
  const { file, text } = compiled;
  const pipelines = file.statements.flatMap((each) =>
    each.kind === "let" || each.kind === "network" ? [each.pipeline] : []
  );
  const hasLoss = (compiled.network?.losses.length ?? 0) > 0;
  const found = [
    ...unusedNames(file, hasLoss),
    ...ownConstants(file),
    // What has a name in a trained network can be asked for.
    ...hasLoss || isWithoutWeights(compiled)
      ? []
      : unusedLabels(file, pipelines),
    ...pipelines.flatMap((each) => neighbours(each, text)),
    ...constantSteps(compiled),
    ...lossMistakes(compiled),
    ...stretching(compiled),
  ];
  return found.sort((a, b) => a.labels[0].span.start - b.labels[0].span.start);
}

/** A bias that does nothing does no harm, and shapes that stretch pass gradients. */
const harmless: ReadonlySet<string> = new Set(["W203", "W209", "W210"]);

/** Whether a warning is of layers that keep others from learning. */
export function keepsFromLearning({ code }: Diagnostic): boolean {
  return code.startsWith("W2") && !harmless.has(code);
}

/** Whether a network has no weights: its labels name the nodes of a computation graph, for `trace` and `graph`. */
function isWithoutWeights({ network }: Compiled): boolean {
  return network?.parameterCount === 0;
}
