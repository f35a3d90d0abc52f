import { say } from "../../words/say.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { list, plural } from "../../lib/base/words.ts";
import type { AsyncDifferentiatedFunction } from "../../lib/gradcheck_async/session.ts";
import { gradcheck } from "../../lib/gradcheck/gradcheck.ts";
import {
  gradcheckAsync,
  type GradcheckAsyncOptions,
} from "../../lib/gradcheck_async/gradcheck_async.ts";
import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { Checkable } from "../../lib/gradcheck/plan.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  lossTargetShape,
  outputShapeOf,
  words,
} from "../../lib/layer/answers.ts";
import { assumedExamples, createLayer } from "../../lib/layer/define_layer.ts";
import type { Layer, LayerDefinition } from "../../lib/layer/layer.ts";
import { renderReport } from "./gradcheck_report.ts";

/** The report, if a gradient is wrong or could not be compared. */
export function differingGradients(
  subject: Checkable,
  options: GradcheckOptions,
): string | undefined {
  return differenceIn(gradcheck(subject, options));
}

/** The report of a function that returns promises, if a gradient is wrong or could not be compared. */
export async function differingGradientsAsync(
  subject: AsyncDifferentiatedFunction<Values>,
  options: GradcheckAsyncOptions,
): Promise<string | undefined> {
  return differenceIn(await gradcheckAsync(subject, options));
}

function differenceIn(report: GradcheckReport): string | undefined {
  if (report.verdict === "pass") return undefined;
  const word = report.verdict === "fail"
    ? say("Gradients differ")
    : say("Gradients could not be compared");
  return `${word}\n\n${renderReport(report)}`;
}

/** Factors of the inputs that are tried too. */
const extremes = [1e-3, 30];

/**
 * Checks the examples of a type of layer: with each seed and batch, in single
 * precision, and with large and small inputs. Yields the report of each check that
 * finds a fault.
 */
export function* differingExamples(
  definition: LayerDefinition,
  seeds: readonly number[],
  batches: readonly number[],
): Generator<string, void> {
  const [seed = 0] = seeds;
  for (const { arguments: given, inputs } of definition.examples) {
    const layer = layerOf(definition, given, inputs);
    if (typeof layer === "string") {
      yield layer;
      continue;
    }
    // So that the report says that the shape is an assumption.
    const place = definition.examples === assumedExamples ? {} : { inputs };
    const ways: readonly GradcheckOptions[] = [
      ...seeds.flatMap((seed) => batches.map((batch) => ({ seed, batch }))),
      { seed, precision: "float32" },
    ];
    for (const way of ways) {
      const found = differingGradients(layer, { ...place, ...way });
      if (found !== undefined) yield found;
    }
    for (const scale of extremes) {
      const report = gradcheck(layer, { inputs, seed, scale });
      // Large numbers may leave a domain, and small ones vanish: that is not a fault.
      if (report.verdict !== "fail") continue;
      const title = say("Gradients differ, with inputs times {scale}", {
        scale,
      });
      yield `${title}\n\n${renderReport(report)}`;
    }
  }
}

/** A layer that takes the inputs of an example; in words, why there is none. */
function layerOf(
  definition: LayerDefinition,
  given: readonly unknown[],
  inputs: readonly Shape[],
): Layer | string {
  try {
    const layer = createLayer(definition, given);
    const shapes = layer.loss !== undefined && inputs.length === 1
      ? [...inputs, lossTargetShape(layer, inputs[0])]
      : inputs;
    outputShapeOf(layer, shapes);
    return layer;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name } = definition;
    const facts = {
      name,
      inputs: plural(inputs.length, "input"),
      shapes: list(inputs.map(formatShape), "and"),
      reason: error.message,
    };
    const problem = given.length === 0
      ? say(
        "{name} cannot be tried with no arguments on {inputs} of {shapes}: {reason}",
        facts,
      )
      : say(
        "{name} cannot be tried with the arguments {arguments} on {inputs} of {shapes}: {reason}",
        { ...facts, arguments: words(given) },
      );
    const wayOut = say(
      "Tell defineLayer what to try it on, as in {examples}: arguments as in a call, a shape for each input, without the batch.",
      { examples: "examples: [{ arguments: [], inputs: [[2, 4]] }]" },
    );
    return `${problem}\n${wayOut}`;
  }
}
