import { say, translated } from "../../../words/say.ts";
import { elementCount, equalShapes } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { DataError } from "../../bytes/data_error.ts";
import type { Block, Examples } from "../../data/examples/examples.ts";
import { withTargetOf } from "../../data/examples/parts.ts";
import { columnsOfPart, type Schema } from "../../data/schemas/schema.ts";
import {
  type TargetForm,
  type TargetKind,
  targetKinds,
} from "../../layer/loss_table.ts";
import type { Head } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { targetFormOf, targetShapesOf } from "../../network/outputs.ts";
import { series } from "../../base/words.ts";

/** What the loss of a network says of a target. */
export interface TargetRule {
  readonly words: string;
  /** Whether a number can be one. */
  holds(t: number): boolean;
}

/** What the numbers of a target must be; undefined if any will do. */
export function targetRule(
  network: Network,
  { kind }: TargetForm,
): TargetRule | undefined {
  if (kind !== "class") return targetKinds[kind].rule;
  const classes = network.outputShape.at(-1) ?? 1;
  const ignore = network.loss?.layer.loss?.ignore;
  return {
    words: say("a class number from 0 to {most}", { most: classes - 1 }),
    holds: (t) =>
      (t >= 0 && t < classes && Number.isInteger(t)) || t === ignore,
  };
}

/** @throws {DataError} that names an example whose target the loss does not take. */
export async function requireTargetNumbers(
  file: string,
  examples: Examples,
  network: Network,
): Promise<void> {
  const { targetShape } = examples;
  if (targetShape === undefined) return;
  const form = targetFormOf(network, targetShape);
  // Another shape is refused elsewhere.
  if (form === undefined || !equalShapes(form.shape, targetShape)) return;
  const rule = targetRule(network, form);
  const width = elementCount(targetShape);
  const shares = form.kind === "distribution" ? targetShape.at(-1) : undefined;
  let before = 0;
  for await (const { target, length } of examples.blocks()) {
    const fail = (i: number, words: string, found: string, help?: string) => {
      const example = before + Math.floor(i / width) + 1;
      throw new DataError(
        { file, example },
        say("the target must be {rule}: found {found}", { rule: words, found }),
        help,
      );
    };
    for (let i = 0; i < target.length; i++) {
      if (rule === undefined || rule.holds(target[i])) continue;
      const words = translated(rule.words);
      fail(i, words, String(target[i]), wayOut(form.kind, target));
    }
    for (let i = 0; shares !== undefined && i < target.length; i += shares) {
      const row = [...target.subarray(i, i + shares)];
      const sum = row.reduce((a, b) => a + b, 0);
      if (Math.abs(sum - 1) <= shareTolerance) continue;
      fail(
        i,
        say("shares that add up to 1"),
        series(row.map(short)),
        say("For a yes or no in each, end the network with {code}.", {
          code: `fc(${shares}) -> bce_with_logits`,
        }),
      );
    }
    before += length;
  }
}

/** The loss or the outputs that take such targets. */
function wayOut(kind: TargetKind, target: Values): string | undefined {
  let largest = 0;
  for (const t of target) largest = Math.max(largest, t);
  const areClasses = target.every((t) => Number.isInteger(t) && t >= 0);
  return kind === "class" && areClasses && largest < 1000
    ? say("End the network with {code} before its loss.", {
      code: `fc(${largest + 1})`,
    })
    : say("For numbers of any kind, end the network with {code}.", {
      code: "fc(1) -> mse",
    });
}

/** Shares may be rounded to two digits. */
const shareTolerance = 0.02;

function short(share: number): string {
  return String(Number(share.toPrecision(4)));
}

/**
 * Labels in arrays that stand for classes 0, 1 and so on, in their order, if they are
 * not these numbers themselves: 1 to N for N classes, N others for N classes, or
 * another two for a yes or no. Undefined if the loss takes them as they are, or they
 * are nothing of the kind.
 */
export function targetLabels(
  network: Network,
  { target, targetShape }:
    & Pick<Block, "target">
    & Pick<Examples, "targetShape">,
): readonly number[] | undefined {
  if (
    !targetShapesOf(network).some((shape) =>
      targetShape !== undefined && equalShapes(shape, targetShape)
    )
  ) return undefined;
  const form = targetFormOf(network, targetShape);
  const rule = form && targetRule(network, form);
  if (form === undefined || rule === undefined) return undefined;
  const classes = form.kind === "class"
    ? network.outputShape.at(-1) ?? 1
    : targetKinds[form.kind].pair?.length;
  if (classes === undefined || target.every((t) => rule.holds(t))) {
    return undefined;
  }
  const seen = new Set<number>();
  const ignore = network.loss?.layer.loss?.ignore;
  for (const t of target) {
    if (t !== ignore) seen.add(t);
    if (seen.size > classes) return undefined;
  }
  const labels = [...seen].sort((a, b) => a - b);
  const counted = Array.from({ length: classes }, (_, i) => i + 1);
  return labels.every((label) => counted.includes(label))
    ? counted
    : labels.length === classes && labels.every(Number.isInteger)
    ? labels
    : undefined;
}

/**
 * Examples whose targets are the numbers that the loss takes, made of the place of
 * each among `labels`; others stay.
 */
export function numberedTargets(
  network: Network,
  all: Examples,
  labels: readonly number[],
): Examples {
  const form = targetFormOf(network, all.targetShape);
  const pair = form && targetKinds[form.kind].pair;
  const places = new Map(labels.map((label, i) => [label, pair?.[i] ?? i]));
  return mapTargets(all, (t) => places.get(t) ?? t);
}

/** Examples with other targets; `i` counts the numbers of a target. */
export function mapTargets(
  all: Examples,
  map: (t: number, i: number) => number,
): Examples {
  const width = elementCount(all.targetShape ?? []);
  const mapped = (block: Block): Block => ({
    ...block,
    target: block.target.map((t, i) => map(t, i % width)),
  });
  const { memory } = all;
  if (memory !== undefined) {
    const own = mapped(memory);
    return { ...all, memory: own, blocks: () => [own] };
  }
  return {
    ...all,
    async *blocks() {
      for await (const block of all.blocks()) yield mapped(block);
    },
  };
}

/** Examples whose classes are the two numbers that a loss knows them by, as -1 and 1. */
export function pairedTargets(
  examples: Examples,
  schema: Schema,
  heads: readonly Head[],
): Examples {
  let at = 0;
  let all = examples;
  for (const head of heads) {
    const targets = columnsOfPart(schema.targets, head.name);
    const { targetShape = [] } = withTargetOf(examples, head.name);
    const form = targetFormOf(head.network, targetShape);
    const { pair: [no, yes] = [0, 1] } = form ? targetKinds[form.kind] : {};
    const start = at;
    at += elementCount(targetShape);
    if (no === 0 && yes === 1) continue;
    all = mapTargets(
      all,
      (t, i) =>
        targets[i - start]?.categories === undefined ? t : t === 0 ? no : yes,
    );
  }
  return all;
}
