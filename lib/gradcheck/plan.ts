import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import { precisionOf, type Values } from "../base/values.ts";
import type { Layer } from "../layer/layer.ts";
import type { Network } from "../network/network.ts";
import {
  type GradcheckOptions,
  readGradcheckOptions,
  type Settings,
} from "./options.ts";
import type { Counter } from "./subjects/decorated.ts";
import {
  aloneSubject,
  assumedInputs,
  type Candidate,
  networkCandidates,
} from "./subjects/drawn_subjects.ts";
import type { FunctionOptions } from "./subjects/function_arguments.ts";
import {
  type DifferentiatedFunction,
  functionSubject,
} from "./subjects/function_subject.ts";
import { refusal } from "./subjects/function_values.ts";
import {
  type CheckedPlace,
  checkedPlace,
  rowsOf,
} from "./subjects/given_numbers.ts";
import { entriesOf, type Subject } from "./subjects/subject.ts";
import { requireSubject } from "./subjects/wrong_subject.ts";

/** What can be checked; a function may take the arrays `X`. */
export type Checkable<X extends Values = Values> =
  | Network
  | Layer
  | DifferentiatedFunction<X>;

export interface Plan {
  readonly settings: Settings;
  readonly random: Random;
  /** Each step alone, then the network. */
  readonly subjects: readonly Subject[];
  /** How many numbers they have. */
  readonly total: number;
  readonly counter: Counter;
  /** For a layer alone. */
  readonly assumed?: readonly Shape[] | undefined;
  /** For a network. */
  readonly place?: CheckedPlace | undefined;
}

/** @throws {NablaError} if there is nothing to check, or an option is out of range. */
export function planOf(subject: Checkable, options: GradcheckOptions): Plan {
  requireSubject(subject);
  const { numbers = {} } = options;
  const network = "steps" in subject ? subject : undefined;
  const batch = options.batch ?? (network && rowsOf(network, numbers));
  const settings = readGradcheckOptions({ ...options, batch });
  const random = createRandom(settings.seed);
  const isFunction = isDifferentiated(subject);
  const subjects = isFunction
    ? [functionSubject(subject, functionOptions(subject, options))]
    : subjectsOf(subject, settings, random);
  return {
    settings: isFunction
      ? { ...settings, batch: 1, precision: precisionOf(subjects[0].upstream) }
      : settings,
    random,
    subjects,
    total: subjects.reduce((n, each) => n + entriesOf(each), 0),
    counter: { forward: 0, partial: 0, backward: 0 },
    assumed: isFunction || network !== undefined
      ? undefined
      : assumedInputs(subject as Layer, options.inputs),
    place: network && checkedPlace(network, numbers),
  };
}

/** Whether it is a function: neither a network nor a layer. */
function isDifferentiated(
  subject: Checkable,
): subject is DifferentiatedFunction<Values> {
  return !("steps" in subject || "bind" in subject);
}

/** Options that only layers have a use for. */
const ofLayers = ["batch", "inputs", "scale"] as const;

/**
 * The options of a function.
 *
 * @throws {NablaError} if it is given one that it has no use for.
 */
function functionOptions(
  { name = "f" }: { readonly name?: string },
  options: GradcheckOptions,
): FunctionOptions {
  const other = ofLayers.find((option) => options[option] !== undefined);
  if (other === undefined) return options;
  throw refusal(
    name,
    say("`{option}` is for layers, and a function has its arguments in `at`", {
      option: other,
    }),
  );
}

/** @throws {NablaError} if `only` names what is not there. */
function subjectsOf(
  subject: Network | Layer,
  settings: Settings,
  random: Random,
): Subject[] {
  const all = "steps" in subject
    ? networkCandidates(subject, settings, random)
    : [alone(subject, settings, random)];
  const names = new Set(all.map(({ name }) => name));
  const only = new Set(settings.only ?? names);
  for (const found of only) {
    if (names.has(found)) continue;
    throw new NablaError("choice", {
      action: say("check gradients"),
      name: say("a step"),
      choices: [...names],
      found,
    });
  }
  return all.filter(({ name }) => only.has(name)).map(({ make }) => make());
}

function alone(layer: Layer, settings: Settings, random: Random): Candidate {
  const subject = aloneSubject(layer, settings, random);
  return { name: subject.name, make: () => subject };
}
