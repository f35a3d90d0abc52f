import type { Shape } from "../base/shape.ts";
import type { Precision } from "../base/values.ts";
import type { ExamplePart, Examples } from "../data/examples/examples.ts";
import {
  joinedNormalization,
  oneAfterAnother,
  withInputOf,
  withTargetOf,
} from "../data/examples/parts.ts";
import { type Head, headsOf, inputSpec } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { targetShapesOf } from "../network/outputs.ts";
import type { ArrayReading } from "./array_reading.ts";
import type { FittedData } from "./fitted_data.ts";
import type { KnownColumns } from "./known_columns.ts";
import {
  learnNormalization,
  type Normalization,
  type NormalizationKind,
  type NormalizedOptions,
  normalizeExamples,
} from "./numbers/normalization.ts";
import { ownOf } from "../base/record.ts";
import { schemaOf } from "./parts.ts";
import { sharedInputs } from "./numbers/shared_inputs.ts";
import {
  learnTargetNormalization,
  normalizeTargets,
} from "./numbers/target_units.ts";

/** What the targets of a loss mean. */
export interface TargetMeaning {
  /** How targets were normalized: a number for each output of the network, which computes `(t − offset) / scale`. */
  readonly targetNormalization?: Normalization | undefined;
  /** The shape of a target that is no column, where the loss takes several. */
  readonly targetShape?: Shape | undefined;
  /** The labels of an array of targets, which stand for classes 0, 1 and so on, where they are not these numbers. */
  readonly labels?: readonly number[] | undefined;
}

/** What the data of a network means: all that is needed to read more of it. */
export interface DataMeaning extends Partial<KnownColumns>, TargetMeaning {
  /** How inputs are normalized. */
  readonly normalization?: Normalization | undefined;
  /** How arrays were read. */
  readonly arrays?: ArrayReading | undefined;
  /** How each of several inputs is normalized, by its name. */
  readonly inputs?: Readonly<Record<string, Normalization>> | undefined;
  /** What the targets of each of several losses mean, by its name. */
  readonly losses?: Readonly<Record<string, TargetMeaning>> | undefined;
}

/** Measures data for training: what tells how it and more of it is read and normalized. */
export async function learnMeaning(
  network: Network,
  data: FittedData,
  { normalize }: {
    readonly normalize?: NormalizationKind | "none" | undefined;
  },
): Promise<DataMeaning> {
  const { examples, schema, means, reading, labels, arrays } = data;
  const learn = (all: Examples, input: number) => {
    const kind = normalize ?? usualNormalization(data, network, input);
    return kind === "none" ? undefined : learnNormalization(all, kind);
  };
  const inputs = new Map<string, Normalization>();
  for (const group of examples.inputs ? sharedInputs(network) : []) {
    const own = group.map(({ name }) => withInputOf(examples, name));
    const [{ name: first }] = group;
    const input = network.values.findIndex(({ name }) => name === first);
    const normal = await learn(oneAfterAnother(own), input);
    for (const { name } of group) {
      if (normal !== undefined) inputs.set(name, normal);
    }
  }
  const normalization = examples.inputs === undefined
    ? await learn(examples, network.input)
    : undefined;
  const losses = new Map<string, TargetMeaning>();
  for (const { name, network: own } of headsOf(network)) {
    const part = withTargetOf(examples, name);
    losses.set(name, {
      targetNormalization: normalize === "none"
        ? undefined
        : await learnTargetNormalization(own, part, {
          areColumns: schema !== undefined,
        }),
      targetShape: schema === undefined && targetShapesOf(own).length > 1
        ? part.targetShape
        : undefined,
      labels: examples.targets === undefined
        ? labels
        : ownOf(data.losses, name)?.labels,
    });
  }
  const [only = {}] = examples.targets === undefined ? losses.values() : [];
  return {
    normalization,
    targetNormalization: only.targetNormalization,
    schema,
    means,
    targetShape: only.targetShape,
    labels: only.labels,
    ...reading && { reading },
    ...arrays && { arrays },
    ...examples.inputs && { inputs: Object.fromEntries(inputs) },
    ...examples.targets && { losses: Object.fromEntries(losses) },
  };
}

/** What data means for one loss, as if it were the only one. */
export function meaningFor(meaning: DataMeaning, head: Head): DataMeaning {
  const { schema, losses, ...others } = meaning;
  return {
    ...others,
    schema: schema && schemaOf(schema, head),
    ...ownOf(losses, head.name),
  };
}

/** The same where a loss's targets are in their own units. */
export function inOwnUnits<Meaning extends Partial<DataMeaning>>(
  meaning: Meaning,
  { name }: Head,
): Meaning {
  const { targetNormalization: _, losses, ...others } = meaning;
  const own = ownOf(losses, name);
  if (losses === undefined || own === undefined) return others as Meaning;
  const { targetNormalization: __, ...rest } = own;
  return { ...meaning, losses: { ...losses, [name]: rest } };
}

/** Examples normalized as those were that a network learned from. */
export function normalizedAs(
  meaning: DataMeaning,
  all: Examples,
  precision: Precision,
  allocate?: NormalizedOptions["allocate"],
): Examples {
  const { targetNormalization, targets } = targetsIn(meaning, all);
  const part =
    targetNormalization === undefined || all.targetShape === undefined
      ? all
      : normalizeTargets(all, targetNormalization, { precision });
  const own = targets === undefined
    ? part
    : { ...part, targets, targetNormalization: undefined };
  const normalization = inputNormalization(meaning, all.inputs);
  return normalization === undefined
    ? own
    : normalizeExamples(own, normalization, { precision, allocate });
}

/** How all targets of an example are normalized, and each of several. */
function targetsIn(
  { targetNormalization, losses }: DataMeaning,
  all: Examples,
): Pick<Examples, "targetNormalization" | "targets"> {
  const targets = all.targets?.map((part) => ({
    ...part,
    normalization: ownOf(losses, part.name)?.targetNormalization,
  }));
  return targets === undefined
    ? { targetNormalization }
    : { targets, targetNormalization: joinedNormalization(targets) };
}

/** How all inputs of an example are normalized. */
export function inputNormalization(
  { normalization, inputs }: DataMeaning,
  parts: readonly ExamplePart[] | undefined,
): Normalization | undefined {
  return parts === undefined ? normalization : joinedNormalization(
    parts.map((part) => ({ ...part, normalization: ownOf(inputs, part.name) })),
  );
}

function usualNormalization(
  { isBytes }: FittedData,
  network: Network,
  input: number,
) {
  if (!inputSpec(network, input).differentiable) return "none";
  return isBytes ? "range" : "standard";
}
