import { say } from "../../../../words/say.ts";
import { quote } from "../../../base/words.ts";
import type { OnnxValue } from "../model.ts";
import { type GraphStep, makeStep } from "./values/step.ts";
import {
  arranged,
  type Axis,
  type AxisPart,
  exampleParts,
  hasBatch,
  isSame,
  part,
  shapeOf,
  type View,
} from "./values/view.ts";

/** An input or an output: what it is here, and how its axes stood there. */
export interface TranslatedValue {
  /** Its name in the graph. */
  readonly name: string;
  readonly step: GraphStep;
  /** The axes of the graph in the order that they have here, the batch first; -1 where a batch stands that the graph has not. */
  readonly axes: readonly number[];
}

/** An input as it comes in here: of images the channels are last. */
export function translatedInput(
  { name, type }: OnnxValue,
  shape: readonly number[],
  batchAxis: number | undefined,
  batch: AxisPart | undefined,
  isImage: boolean,
): View {
  const axes = shape.map((size, i): Axis =>
    i === batchAxis && batch !== undefined ? [batch] : part(size)
  );
  const plain = axes.filter((_, i) => i !== batchAxis);
  const [channels, ...positions] = plain;
  const laid = isImage && batchAxis === 0 && axes.length >= 3
    ? [...positions, channels]
    : plain;
  // What a text declares has an axis at least.
  const own = laid.length === 0 ? [[]] : laid;
  const step: GraphStep = {
    ...makeStep("input", { places: shapeOf(own), shape: shapeOf(own) }),
    name,
  };
  return { step, own, axes, isWhole: /^u?int|^bool/.test(type) };
}

/** @throws if an input is no array of numbers. */
export function requireNumbers(
  { name, type }: OnnxValue,
  fail: (problem: string) => never,
): void {
  const isRead = /^(float|u?int|bool)/.test(type);
  if (isRead) return;
  fail(
    say("input {name} is of the type {type}, which is not read", {
      name: quote(name),
      type,
    }),
  );
}

/** An output laid out as the graph has it, but for images, whose channels stay last. */
export function translatedOutput(
  name: string,
  view: View,
  hasImages: boolean,
  fail: (problem: string) => never,
): TranslatedValue {
  const isMixed = view.axes.some((axis) =>
    hasBatch(axis) && exampleParts(axis).length > 0
  );
  if (isMixed) {
    fail(
      say("output {name} has the batch and something else along one axis", {
        name: quote(name),
      }),
    );
  }
  const plain = view.axes.filter((axis) => !hasBatch(axis));
  const [channels, ...positions] = plain;
  const image = [...positions, channels ?? []];
  const isImage = hasImages && plain.length >= 2 &&
    hasBatch(view.axes[0]) && view.own.flat().at(-1) === channels.at(-1) &&
    channels.length > 0;
  const isSingle = view.own.flat().length === 0 && view.own.length > 0;
  const laid = plain.length === 0 && isSingle
    ? view
    : arranged(view, isImage ? image : plain);
  return { name, step: laid.step, axes: axisOrder(laid) };
}

/** The axes of the graph in the order that they have in a layout of ours. */
export function axisOrder({ own, axes }: View): readonly number[] {
  const taken = new Set<number>();
  const place = (parts: Axis) => {
    const found = axes.findIndex((axis, i) =>
      !taken.has(i) && !hasBatch(axis) && isSame(axis, parts)
    );
    taken.add(found);
    return found;
  };
  return [axes.findIndex(hasBatch), ...own.map(place)];
}
