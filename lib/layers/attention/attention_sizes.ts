import { say } from "../../../words/say.ts";
import { fittingGroups } from "../../base/ranges.ts";
import { maxElements } from "../../base/limits.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";
import type { MaskKind } from "../../kernels/contract/attention.ts";
import { zeros } from "../../initializers/fixed.ts";
import { glorot } from "../../initializers/random.ts";
import type { ParameterSpec } from "../../layer/layer.ts";
import { requireLengths } from "../sequences/padding.ts";
import { requireAtMost, sequenceSizes } from "../sequences/sequence.ts";

/** The inputs beside the first, in their order if they are given by name. */
export const attentionBranches = [
  "memory",
  "mask",
  "values",
  "lengths",
] as const;

type BranchName = typeof attentionBranches[number];

/** What an attention is told. */
export interface AttentionPlace {
  readonly heads: number;
  readonly key: number | undefined;
  readonly value: number | undefined;
  readonly bias: "zeros" | "none";
  /** Which branches are given by name. */
  readonly given: Readonly<Partial<Record<BranchName, boolean | undefined>>>;
}

/** An input that queries, keys or values are made of. */
export interface HeadSource {
  /** Which input it is. */
  readonly input: number;
  readonly time: number;
  readonly width: number;
}

/** The sizes of an attention of time × width. */
export interface HeadSizes {
  readonly time: number;
  readonly width: number;
  readonly heads: number;
  /** How many numbers of a head are compared. */
  readonly key: number;
  /** How many numbers of a head are mixed. */
  readonly value: number;
  /** How many steps are looked at. */
  readonly steps: number;
  /** What queries, keys and values are made of. */
  readonly sources: readonly [HeadSource, HeadSource, HeadSource];
  /** Whether the weights of all three are one array, as the sources have one width. */
  readonly isPacked: boolean;
  readonly hasBias: boolean;
  /** The input with a mask, and for what it has numbers of its own. */
  readonly mask?: { readonly input: number; readonly of: MaskKind } | undefined;
  /** The input with the numbers of steps that may be looked at. */
  readonly lengths?: number | undefined;
}

/** More are probably a mistake, and each has arrays of its own. */
const mostHeads = 1000;

/**
 * The sizes for an input and its branches.
 *
 * @throws {ShapeError} if an input is not a sequence, the heads cannot share its
 * width, or a branch does not fit.
 * @throws {LimitError} if it would hold too much.
 */
export function headSizes(
  layer: string,
  place: AttentionPlace,
  shapes: readonly Shape[],
): HeadSizes {
  const [shape] = shapes;
  const [time, width] = sequenceSizes(layer, shape);
  const { heads, given } = place;
  const rest = width % heads;
  const own = (width - rest) / heads;
  const { key = own, value = own } = place;
  const isShared = place.key === undefined || place.value === undefined;
  if (isShared && rest > 0) {
    throw new ShapeError({
      layer,
      rule: say(
        "{heads} heads must share the width evenly, and {width} is {heads}·{own} + {rest}",
        { heads, width, own, rest },
      ),
      found: shape,
      argument: { name: "heads", instead: fittingGroups(heads, [width]) },
    });
  }
  const roles = rolesOf(given, heads, shapes);
  const sourceOf = (input: number): HeadSource => {
    const [time, width] = sequenceSizes(layer, shapes[input]);
    return { input, time, width };
  };
  const queries = { input: 0, time, width };
  const memory = sourceOf(roles.memory ?? 0);
  const mixed = sourceOf(roles.values ?? roles.memory ?? 0);
  const { time: steps } = memory;
  const mask = maskOf(
    layer,
    roles.mask,
    { heads, time, steps },
    shapes,
    given.mask || roles.memory !== undefined ? undefined : "memory",
  );
  if (mixed.time !== steps) {
    throw new ShapeError({
      layer,
      rule: say(
        "values must have as many steps as what is looked at, {steps}",
        { steps },
      ),
      found: shapes[mixed.input],
      branch: { input: mixed.input, fitting: [steps, mixed.width] },
    });
  }
  if (roles.lengths !== undefined) {
    requireLengths(layer, roles.lengths, shapes[roles.lengths]);
  }
  requireAtMost(mostHeads, heads, say("heads in {layer}", { layer }));
  requireAtMost(
    maxElements,
    heads * Math.max(time, steps) * Math.max(steps, key, value),
    say("numbers in the heads of {layer}", { layer }),
  );
  return {
    time,
    width,
    heads,
    key,
    value,
    steps,
    sources: [queries, memory, mixed],
    isPacked: memory.width === width && mixed.width === width,
    hasBias: place.bias !== "none",
    mask,
    lengths: roles.lengths,
  };
}

/**
 * Which input is which: those given by name come first. A branch by place that
 * could be the scores' is a mask, one of the input's width is the memory; of two
 * the first is the memory.
 */
function rolesOf(
  given: AttentionPlace["given"],
  heads: number,
  shapes: readonly Shape[],
): Partial<Record<BranchName, number>> {
  const roles: Partial<Record<BranchName, number>> = {};
  const named = attentionBranches.filter((name) => given[name]);
  for (const [i, name] of named.entries()) roles[name] = i + 1;
  const first = named.length + 1;
  const open = (["memory", "mask"] as const).filter((name) => !given[name]);
  const [[time, width]] = shapes;
  const count = shapes.length - first;
  if (count === 1 && open.length === 2) {
    const shape = shapes[first];
    const isMask = maskShapes({ heads, time, steps: time })
      .some((each) => equalShapes(each.shape, shape));
    const isMemory = shape.length === 2 && shape[1] === width;
    roles[isMemory && !isMask ? "memory" : "mask"] = first;
  } else {
    for (const [i, name] of open.entries()) {
      if (i < count) roles[name] = first + i;
    }
  }
  return roles;
}

function maskShapes(
  { heads, time, steps }: Pick<HeadSizes, "heads" | "time" | "steps">,
): readonly { readonly of: MaskKind; readonly shape: Shape }[] {
  return [
    { of: "positions", shape: [time, steps] },
    { of: "heads", shape: [heads, time, steps] },
    { of: "steps", shape: [steps] },
  ];
}

function maskOf(
  layer: string,
  input: number | undefined,
  sizes: Pick<HeadSizes, "heads" | "time" | "steps">,
  shapes: readonly Shape[],
  meant: string | undefined,
): HeadSizes["mask"] {
  if (input === undefined) return undefined;
  const all = maskShapes(sizes);
  const found = all.find(({ shape }) => equalShapes(shape, shapes[input]));
  if (found !== undefined) return { input, of: found.of };
  const [own, ...others] = all.map(({ shape }) => formatShape(shape));
  throw new ShapeError({
    layer,
    rule: say(
      "its mask must be {own}, a row for each position that looks, or {others}",
      { own, others: list(others, "or") },
    ),
    found: shapes[input],
    branch: { input, fitting: all[0].shape, meant },
  });
}

export function headParameters(sizes: HeadSizes): readonly ParameterSpec[] {
  const { width, heads, key, value, sources, isPacked, hasBias } = sizes;
  const rows = [heads * key, heads * key, heads * value];
  const taken = rows.reduce((sum, n) => sum + n, 0);
  const fans = { fanIn: width, fanOut: taken };
  const bias = (name: string, torch: string, count: number) =>
    hasBias
      ? [{
        name,
        shape: [count],
        initializer: zeros,
        torch: { name: torch },
        ...fans,
      }]
      : [];
  return [
    ...isPacked
      ? [weight("in_weight", "in_proj_weight", taken, width)]
      : rows.map((count, i) =>
        weight(
          `${"qkv"[i]}_weight`,
          `${"qkv"[i]}_proj_weight`,
          count,
          sources[i].width,
        )
      ),
    ...bias("in_bias", "in_proj_bias", taken),
    weight("out_weight", "out_proj.weight", width, heads * value),
    ...bias("out_bias", "out_proj.bias", width),
  ];
}

/** The weight of a product, with PyTorch's name for it. */
function weight(
  name: string,
  torch: string,
  out: number,
  in_: number,
): ParameterSpec {
  return {
    name,
    shape: [out, in_],
    initializer: glorot,
    torch: { name: torch },
    fanIn: in_,
    fanOut: out,
  };
}
