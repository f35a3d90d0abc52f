import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import { type Head, headsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { outputPlace } from "../training/evaluation/output_place.ts";
import { restoreValues } from "../training/evaluation/own_units.ts";
import {
  type AnswerColumns,
  type Answering,
  answersOf,
  givesShares,
  numberAnswers,
} from "./answers.ts";
import { meaningFor } from "./data_meaning.ts";

/** An output that is asked for. */
export interface AskedOutput extends AnswerColumns {
  /** Where it is among the values of the network. */
  readonly place: number;
  /** The numbers in the units of the targets. */
  inUnits(y: Values): Values;
}

/** Which outputs are asked for, and how. */
export interface AskOptions {
  /** Labels and names of steps, for their numbers, and names of losses, for what is predicted. Default: what is predicted for each loss. */
  readonly outputs?: readonly string[] | undefined;
  /** Whether there is a column for the probability of each class. Default: false. */
  readonly probabilities?: boolean | undefined;
}

/**
 * The outputs of a network that are asked for.
 *
 * @throws {NablaError} if there is no such output, or none gives probabilities.
 */
export function askedOutputs(
  trained: Answering & { readonly network: Network },
  { outputs, probabilities = false }: AskOptions,
): readonly AskedOutput[] {
  const { network } = trained;
  const heads = headsOf(network);
  const names = outputs ?? heads.map(({ name }) => name);
  const own = names.map((name) => heads.find((head) => head.name === name));
  const asked = own.filter((head) => head !== undefined);
  const isLone = outputs === undefined && heads.length < 2;
  if (probabilities && !isLone) requireShares(trained, asked);
  if (isLone) return [lone(trained, heads.at(0), probabilities)];
  return names.map((name, i) => {
    const head = own[i];
    return head === undefined
      ? labelled(trained, name)
      : predicted(trained, head, { heads: asked, probabilities });
  });
}

function unitsOf(
  { description }: Answering,
  head: Head | undefined,
): AskedOutput["inUnits"] {
  const { targetNormalization: units } = head === undefined
    ? description
    : meaningFor(description, head);
  return (y) => units === undefined ? y : restoreValues(y, units);
}

/** What a network with one loss or none predicts. */
function lone(
  trained: Answering,
  head: Head | undefined,
  probabilities: boolean,
): AskedOutput {
  return {
    ...answersOf(trained, probabilities),
    place: trained.network.output,
    inUnits: unitsOf(trained, head),
  };
}

/** What is predicted for one of several losses. */
function predicted(
  trained: Answering,
  head: Head,
  { heads, probabilities }: {
    readonly heads: readonly Head[];
    readonly probabilities: boolean;
  },
): AskedOutput {
  const columnsOf = (each: Head) =>
    meaningFor(trained.description, each).schema?.targets
      .map(({ name }) => name) ?? [];
  // The same column may be the target of several losses.
  const isShared = heads.some((other) =>
    other.name !== head.name &&
    columnsOf(other).some((name) => columnsOf(head).includes(name))
  );
  const one = oneHead(trained, head);
  const isOnly = headsOf(trained.network).length < 2;
  const { columns, ...answers } = answersOf(
    one,
    probabilities && givesShares(one),
    isOnly ? undefined : { name: head.name, isShared },
  );
  return {
    ...answers,
    columns,
    place: head.network.output,
    inUnits: unitsOf(trained, head),
  };
}

function oneHead(trained: Answering, head: Head): Answering {
  return {
    ...trained,
    network: head.network,
    description: meaningFor(trained.description, head),
  };
}

/** The numbers of a value by its name. */
function labelled(
  trained: Answering & { readonly network: Network },
  name: string,
): AskedOutput {
  const { network, parameters: { precision } } = trained;
  const place = outputPlace(network, name);
  const head = headsOf(network).find(({ network }) => network.output === place);
  const width = elementCount(network.values[place].shape);
  return {
    ...numberAnswers(name, width, precision),
    place,
    inUnits: head === undefined ? (y) => y : unitsOf(trained, head),
  };
}

function requireShares(trained: Answering, heads: readonly Head[]): void {
  if (heads.some((head) => givesShares(oneHead(trained, head)))) return;
  throw new NablaError("call", {
    action: say("give probabilities"),
    rule: say(
      "an output must be the prediction of one class, or of yes and no",
    ),
    found: say("none"),
    wayOut: say("leave out probabilities"),
  });
}
