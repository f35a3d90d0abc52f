import { say } from "../../words/say.ts";
import { maxAnswers } from "../base/limits.ts";
import { LimitError, NablaError } from "../base/nabla_error.ts";
import { elementCount } from "../base/shape.ts";
import type { Precision, Values } from "../base/values.ts";
import type { Prediction } from "../layer/loss_table.ts";
import {
  answerReader,
  placeOfLargest,
  saysClass,
  thresholds,
} from "../metrics/reader.ts";
import type { Graph } from "../network/graph.ts";
import { outputsOf, targetFormOf } from "../network/outputs.ts";
import type { Parameters } from "../network/parameters.ts";
import {
  classNames,
  namesOfOutputs,
  trainedTargetShape,
} from "./class_names.ts";
import type { DataMeaning } from "./data_meaning.ts";

/** What tells how outputs are read: a network with the meaning of its data. */
export interface Answering {
  readonly network: Graph;
  readonly parameters: Pick<Parameters, "precision">;
  readonly description: DataMeaning;
}

/** Outputs as columns of a table. */
export interface AnswerColumns {
  readonly columns: readonly string[];
  /** Whether the outputs of an example say something: NaN is no answer. */
  isAnswered(y: Values, example: number): boolean;
  /** The cells of one example; null for a class where its outputs say none. */
  cells(y: Values, example: number): readonly (string | null)[];
}

/**
 * What the outputs of a network say: the class, by its name if the data has names,
 * perhaps with the probability of each; or the numbers.
 *
 * @param of one of several losses: its name, and whether others have the same columns.
 * @throws {NablaError} if probabilities are asked for, and it gives none, or there
 * are too many outputs for a table.
 */
export function answersOf(
  { network, parameters: { precision }, description }: Answering,
  hasProbabilities: boolean,
  of?: { readonly name: string; readonly isShared: boolean },
): AnswerColumns {
  const { schema, targetNormalization } = description;
  const width = elementCount(network.outputShape);
  const targetShape = trainedTargetShape(network, description);
  const predicts = outputsOf(network, targetShape)?.predicts ?? "numbers";
  const isShared = targetFormOf(network, targetShape)?.kind === "distribution";
  const names = of?.isShared
    ? []
    : schema?.targets.map(({ name }) => name) ?? [];
  const word = of === undefined ? "prediction" : `predicted ${of.name}`;
  const share = (label: number | string) =>
    of === undefined ? `p(${label})` : `p(${of.name} ${label})`;
  const classes = network.outputShape.at(-1) ?? 1;
  const positions = width / classes;
  requireColumns(hasProbabilities ? 2 * width : width);
  const nameOf = (label: number, output?: number) =>
    namesOfOutputs(
      classNames(description, isShared, output),
      output === undefined ? classes : 2,
    )?.[label];
  const titles = (length: number) => titlesOf(names, word, length);
  const isAnswered = answerReader({ predicts, shape: network.outputShape });
  const outputsFor = (y: Values, example: number) =>
    y.slice(example * width, (example + 1) * width);

  function numbers(): AnswerColumns {
    const isLog = network.loss?.layer.loss?.takes === "log_rates";
    return {
      columns: titles(width),
      isAnswered,
      cells: (y, example) =>
        Array.from(outputsFor(y, example), (value, k) =>
          format(
            isLog ? Math.exp(value) : value,
            precision,
            targetNormalization?.scale[k],
          )),
    };
  }

  function manyClasses(): AnswerColumns {
    return {
      columns: [
        ...titles(positions),
        ...hasProbabilities
          ? Array.from({ length: classes }, (_, i) => share(nameOf(i) ?? i))
          : [],
      ],
      isAnswered,
      cells(y, example) {
        const own = outputsFor(y, example);
        const cells: (string | null)[] = [];
        for (let start = 0; start < width; start += classes) {
          const label = placeOfLargest(own, start, classes);
          const isSaid = saysClass(own, start, classes);
          cells.push(isSaid ? nameOf(label) ?? String(label) : null);
        }
        if (!hasProbabilities) return cells;
        const shares = softmaxOf([...own]).map((share) =>
          format(share, precision)
        );
        return [...cells, ...shares];
      },
    };
  }

  function yesOrNo(): AnswerColumns {
    const [threshold] = thresholds[predicts] ?? [0];
    const probability = (value: number) =>
      predicts === "logit" ? 1 / (1 + Math.exp(-value)) : value;
    const numbers = predicts === "sign" ? ["-1", "1"] : ["0", "1"];
    const labelOf = (label: 0 | 1, output: number) =>
      nameOf(label, output) ?? numbers[label];
    const shares = Array.from({ length: width }, (_, i) => {
      const yes = labelOf(1, i);
      return width === 1 ? share(yes) : share(`${names[i] ?? i + 1} ${yes}`);
    });
    return {
      columns: [...titles(width), ...hasProbabilities ? shares : []],
      isAnswered,
      cells(y, example) {
        const own = [...outputsFor(y, example)];
        return [
          ...own.map((value, i) =>
            Number.isFinite(value)
              ? labelOf(value > threshold ? 1 : 0, i)
              : null
          ),
          ...hasProbabilities
            ? own.map((value) => format(probability(value), precision))
            : [],
        ];
      },
    };
  }

  if (hasProbabilities && !hasShares(predicts, network)) {
    throw noShares(predicts);
  }
  switch (predicts) {
    case "numbers":
      return numbers();
    case "classes":
      return manyClasses();
    case "probability":
    case "logit":
    case "sign":
      return yesOrNo();
  }
}

/** Titles for so many columns: those of the targets, or a word, counted. */
function titlesOf(
  names: readonly string[],
  word: string,
  length: number,
): string[] {
  return names.length === length
    ? names.map((name) => `predicted ${name}`)
    : length === 1
    ? [word]
    : Array.from({ length }, (_, i) => `${word} ${i + 1}`);
}

/** Whether a network gives probabilities: it predicts one class, or yes and no. */
export function givesShares({ network, description }: Answering): boolean {
  const targetShape = trainedTargetShape(network, description);
  const predicts = outputsOf(network, targetShape)?.predicts ?? "numbers";
  return hasShares(predicts, network);
}

function hasShares(predicts: Prediction, { outputShape }: Graph): boolean {
  return predicts === "classes"
    ? elementCount(outputShape) === (outputShape.at(-1) ?? 1)
    : ["probability", "logit"].includes(predicts);
}

/** Numbers that are only numbers, under a name. */
export function numberAnswers(
  name: string,
  width: number,
  precision: Precision,
): AnswerColumns {
  requireColumns(width);
  return {
    columns: width === 1
      ? [name]
      : Array.from({ length: width }, (_, i) => `${name} ${i + 1}`),
    isAnswered: answerReader({ predicts: "numbers", shape: [width] }),
    cells: (y, example) =>
      Array.from(
        y.subarray(example * width, (example + 1) * width),
        (value) => format(value, precision),
      ),
  };
}

function requireColumns(asked: number): void {
  if (asked <= maxAnswers) return;
  throw new LimitError({
    action: say("write predictions"),
    limit: say("columns"),
    most: maxAnswers,
    asked,
  });
}

function noShares(predicts: Prediction): NablaError<"call"> {
  return new NablaError("call", {
    action: say("give probabilities"),
    rule: say("the network must predict one class, or yes and no"),
    found: say(
      predicts === "sign"
        ? "signs"
        : predicts === "numbers"
        ? predicts
        : "several",
    ),
    wayOut: say("leave out probabilities"),
  });
}

/**
 * A number with the digits of its precision. What was computed in units of `scale`
 * has them behind the digits of how far it lies from 0.
 */
function format(value: number, precision: Precision, scale?: number): string {
  const own = precision === "float32" ? 7 : 15;
  const before = scale === undefined
    ? 0
    : Math.max(Math.ceil(Math.log10(Math.abs(value) / scale)), 0);
  const digits = Math.min(own + before, 15);
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(digits)))
    : String(value);
}

/** Of logarithms of probabilities the probabilities. */
function softmaxOf(outputs: readonly number[]): number[] {
  const top = outputs.reduce((a, b) => Math.max(a, b));
  const powers = outputs.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
