import { say } from "../../words/say.ts";
import type { Advice } from "../base/advice.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Schema } from "../data/schemas/schema.ts";
import { withTargetOf } from "../data/examples/parts.ts";
import { headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { targetShapesOf } from "../network/outputs.ts";
import type { ArrayReading } from "./array_reading.ts";
import type { KnownColumns } from "./known_columns.ts";
import { checkFor, schemaOf } from "./parts.ts";
import { requireClassCount } from "./table_mistakes.ts";
import { requireTargetNumbers } from "./numbers/target_numbers.ts";

/** Examples that fit a network, with the meaning of their columns if they have columns. */
export interface FittedData extends Partial<KnownColumns> {
  /**
   * The examples, not normalized: in double precision if their source has it, since
   * large numbers, such as times, would lose the digits that normalization needs.
   */
  readonly examples: Examples;
  /** Whether the inputs are bytes, as in images. Default: false. */
  readonly isBytes?: boolean | undefined;
  /** The labels that stood for classes 0, 1 and so on in an array of targets, where they were others. */
  readonly labels?: readonly number[] | undefined;
  /** The same for each of several losses, by its name. */
  readonly losses?: Readonly<
    Record<string, { readonly labels?: readonly number[] | undefined }>
  >;
  /** How arrays were read, if they are arrays. */
  readonly arrays?: ArrayReading | undefined;
  /** How many lines were left out because a value is missing, or a category not known. Default: 0. */
  readonly skipped?: number | undefined;
  /** What was found in the table and is worth a word. Default: nothing. */
  readonly notes?: readonly Advice[] | undefined;
}

/** What {@linkcode fitExamples} takes. */
export interface FitExamplesOptions {
  /** What messages call the examples. Default: `data`. */
  readonly name?: string;
  /** What their columns mean, if they have columns. */
  readonly schema?: Schema | undefined;
}

/**
 * Fits existing examples, such as those of a generator, to a network.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitExamples, moons } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`input(1,2) -> flatten -> fc(2) -> cross_entropy`;
 * const { examples } = await fitExamples(network, moons());
 * assertEquals(examples.inputShape, [1, 2]);
 * ```
 *
 * @throws {DataError} if an input, a target or the number of classes does not fit.
 */
export async function fitExamples(
  network: Network,
  examples: Examples,
  options: FitExamplesOptions = {},
): Promise<FittedData> {
  const { name = "data", schema } = options;
  for (const head of headsOf(network)) {
    const [target] = schema === undefined ? [] : schemaOf(schema, head).targets;
    await checkFor(network, head, async () => {
      if (target?.categories !== undefined) {
        const { categories } = target;
        requireClassCount(name, target.name, categories, head.network);
        return;
      }
      const part = withTargetOf(examples, head.name);
      await requireTargetNumbers(name, part, head.network);
    });
  }
  return { examples: shaped(name, examples, network), schema };
}

function shaped(name: string, all: Examples, { inputShape }: Network) {
  if (equalShapes(all.inputShape, inputShape)) return all;
  if (elementCount(all.inputShape) === elementCount(inputShape)) {
    return { ...all, inputShape };
  }
  throw new DataError(
    { file: name },
    say("an input of the network must be {shape}: found {found}", {
      shape: formatShape(inputShape),
      found: formatShape(all.inputShape),
    }),
    say("Begin it with {code}.", {
      code: `input(${all.inputShape.join(",")})`,
    }),
  );
}

/**
 * The shape that the loss takes for a target of this shape.
 *
 * @throws {DataError} if there is none.
 */
export function targetShapeFor(
  file: string,
  found: Shape | undefined,
  network: Network,
): Shape | undefined {
  const { loss } = network;
  if (loss === undefined || found === undefined) return found;
  const accepted = targetShapesOf(network);
  const fitting = accepted.find((shape) => equalShapes(shape, found)) ??
    accepted.find((shape) => elementCount(shape) === elementCount(found));
  if (fitting !== undefined) return fitting;
  throw new DataError(
    { file },
    say(
      "the target of an example must be {shapes} for {layer}: found {found}",
      {
        shapes: accepted.map(formatShape).join(say(" or ")),
        layer: loss.layer.name,
        found: formatShape(found),
      },
    ),
    otherOutputs(network, elementCount(found)),
  );
}

/** An end of the network that takes targets of so many numbers. */
function otherOutputs(network: Network, count: number): string | undefined {
  const { outputShape } = network;
  if (outputShape.length !== 1) return undefined;
  const kinds = network.loss?.layer.loss?.targets(outputShape) ?? [];
  return count === 1 && kinds.every(({ kind }) => kind === "distribution")
    ? say("For a class in one column, end the network with {code}.", {
      code: `fc(${outputShape}) -> cross_entropy`,
    })
    : say(
      "Make the last fc before the loss {code}, an output for each number.",
      { code: `fc(${count})` },
    );
}
