import { formatAdvice } from "../../lib/base/advice.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { pinnedRandom } from "../../lib/base/pinned_random.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import type { Shape } from "../../lib/base/shape.ts";
import {
  type Precision,
  type Values,
  writeNumbers,
} from "../../lib/base/values.ts";
import type { KernelOptions } from "../../lib/kernels/store.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import { drawInput, drawTarget } from "../../lib/network/draw.ts";
import { dataOf, type NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { type Binding, hasUpstream } from "../compiler/bindings.ts";
import type { Compiled } from "../compiler/compiler.ts";
import type { Place } from "../compiler/paths.ts";
import { readData } from "../compiler/written_arrays.ts";
import type { NumberData } from "../syntax/ast.ts";
import { say } from "../../words/say.ts";

/** What {@linkcode runExercise} takes. */
export interface ExerciseOptions extends KernelOptions {
  /** Seed of the numbers that the text does not give; default: 0. */
  readonly seed?: number;
  /** Default: `float64`. */
  readonly precision?: Precision;
  /**
   * Which gradients are asked for: one that does not exist, as that of the exponent of
   * a negative base, is refused; another is NaN. Default: `all`.
   */
  readonly asks?: "all" | "expected";
}

/** A network that was run on the numbers of its text. */
export interface Exercise {
  /** The network with its arrays, computed. */
  readonly bound: BoundNetwork;
  /** Whether a backward pass ran. */
  readonly ranBackward: boolean;
  /** What was drawn as the text does not give it: `x`, `target`, paths of parameters. */
  readonly drawn: readonly string[];
  /** The seed of what was drawn. */
  readonly seed: number;
  /**
   * Runs it once more, on arrays of its own, with what `change` makes of them
   * after each step of the way forward.
   */
  again(change: (bound: BoundNetwork, step: number) => void): BoundNetwork;
  /** Restarts the random numbers of its layers, so that the next forward drops what the first one dropped. */
  rewind(): void;
}

/** A text that compiled. */
export type CompiledNetwork = Compiled & { readonly network: Network };

/** Whether a text compiled. */
export function isCompiled(compiled: Compiled): compiled is CompiledNetwork {
  return compiled.network !== undefined;
}

/** Runs a network on the numbers of its text. @throws {TextError} if a layer cannot work with them. */
export function runExercise(
  compiled: CompiledNetwork,
  options: ExerciseOptions = {},
): Exercise {
  const { network, given, batch } = compiled;
  const { seed = 0, precision = "float64", kernels, threads } = options;
  const { asks = "all" } = options;
  const targetShape = new Map(
    network.losses.flatMap(({ step, target }) =>
      given.filter(({ place }) =>
        place.kind === "value" && place.value === target
      ).map(({ place }) => [step.name, place.shape] as const)
    ),
  );
  const ranBackward = hasUpstream(network, given);
  const pinned = pinnedRandom(() => createRandom(seed));
  const bound = run(pinned);
  const paths = new Set([
    ...network.given.map(({ name }) => name),
    ...given.map(({ place }) => nameOf(place, network)),
  ]);
  const drawn = [
    ...dataOf(network).map((value) => network.values[value].name),
    ...[...bound.parameters].filter(({ state }) => !state)
      .map(({ path }) => path),
  ].filter((path) => !paths.has(path));
  const again: Exercise["again"] = (change) => run(createRandom(seed), change);
  return { bound, ranBackward, drawn, seed, again, rewind: pinned.rewind };

  function run(chance: Random, change?: Parameters<Exercise["again"]>[0]) {
    const bound = network.bind({
      batch,
      seed,
      random: chance,
      precision,
      kernels,
      threads,
      targetShape,
      leavesUndefined: true,
    });
    const random = createRandom(seed);
    drawInput(bound, random);
    drawTarget(bound, random);
    for (const { place, written } of given) {
      const name = nameOf(place, network);
      writeNumbers(numbersAt(place, bound), written.numbers, name);
    }
    let next = 0;
    try {
      bound.forward(0, (step) => {
        next = step + 1;
        change?.(bound, step);
      });
    } catch (error) {
      throw refusedNumbers(error, network.steps[next], compiled);
    }
    if (!ranBackward) return bound;
    bound.backward();
    const asked = asks === "all" ? undefined : compiled.expected;
    const lacks = ({ place }: Binding) =>
      place.isGradient && numbersAt(place, bound).some(Number.isNaN);
    if (asked?.some(lacks) ?? true) requireDerivatives(bound, compiled);
    return bound;
  }
}

/** A refusal of the numbers that come into a step, with their place in the text. */
function refusedNumbers(
  error: unknown,
  step: NetworkStep | undefined,
  { given, file, network, origins, text }: CompiledNetwork,
): unknown {
  const span = step && origins.get(step.name);
  if (!(error instanceof NablaError) || !step || !span) return error;
  const { facts } = error;
  const isValue = error.code === "value" && "rule" in facts;
  if (!isValue || !("place" in facts) || facts.place === undefined) {
    return new TextError(say("run"), text, [
      atTheseNumbers("E205", error, span),
    ]);
  }
  const { place: { input, entry }, rule, found } = facts;
  const value = step.inputs[input];
  const { name } = network.values[value];
  const cells =
    given.find(({ place }) =>
      place.kind === "value" && place.value === value && !place.isGradient
    )?.written.cells ?? cellsOf(file, name);
  const number = cells?.[entry % cells.length].span;
  const layer = quoted(step.layer.name);
  return new TextError(say("run"), text, [
    diagnostic(
      "E205",
      say("{found} is not {rule}", { found, rule }),
      number ?? span,
      {
        label: number === undefined
          ? say("this comes in as {name}", { name: quoted(name) })
          : say("{layer} does not take it", { layer }),
        secondary: number === undefined
          ? []
          : [{ span, text: say("it comes in here") }],
        helps: [{ text: say("write {rule}", { rule }) }],
      },
    ),
  ]);
}

/** The numbers of a value that the text gives. */
function cellsOf(
  { statements }: CompiledNetwork["file"],
  name: string,
): readonly NumberData[] | undefined {
  for (const each of statements) {
    if (each.kind !== "given" || each.path.text !== name) continue;
    return readData(each.data).cells;
  }
}

/** @throws {TextError} if a step cannot be differentiated at its numbers. */
function requireDerivatives(
  { passes }: BoundNetwork,
  { network, origins, text }: CompiledNetwork,
) {
  for (const [i, { name }] of network.steps.entries()) {
    try {
      passes[i].requireDerivatives?.();
    } catch (error) {
      const span = origins.get(name);
      if (!(error instanceof NablaError) || span === undefined) throw error;
      throw new TextError(say("run"), text, [
        atTheseNumbers("E203", error, span),
      ]);
    }
  }
}

function atTheseNumbers(
  code: "E203" | "E205",
  { message, help }: NablaError,
  span: Span,
): Diagnostic {
  const phrase = (text: string) =>
    text.charAt(0).toLowerCase() + text.slice(1).replace(/[.。]$/, "");
  return diagnostic(code, phrase(message), span, {
    label: say("at these numbers"),
    helps: [{
      text: help === undefined
        ? say("give other numbers")
        : phrase(formatAdvice(help)),
    }],
  });
}

function nameOf(
  { kind, value, parameter, isGradient }: Place,
  { values }: Network,
) {
  const name = kind === "parameter" ? parameter : values[value].name;
  return isGradient ? `${name}.grad` : name;
}

/** The numbers that a path names, row-major; for a value the batch axis is the first. */
export function numbersAt(place: Place, bound: BoundNetwork): Values {
  const { kind, value, parameter, isGradient } = place;
  switch (kind) {
    case "parameter": {
      const { value, gradient } = bound.parameters.get(parameter);
      return isGradient ? gradient : value;
    }
    case "value":
      return isGradient ? bound.gradients[value] : bound.values[value];
    case "loss":
      return Float64Array.of(
        isGradient ? 1 : value < 0 ? bound.loss : meanOf(bound.values[value]),
      );
  }
}

/** What a loss adds to the loss of its network: the mean over the examples. */
export function partOf(
  { output }: NetworkStep,
  { values }: BoundNetwork,
): number {
  return meanOf(values[output]);
}

function meanOf(numbers: Values): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i];
  return sum / numbers.length;
}

/** The shape of what a path names, as it is written: without a batch axis for a single example. */
export function shapeAt({ kind, shape }: Place, batch: number): Shape {
  return kind === "value" && batch > 1 ? [batch, ...shape] : shape;
}
