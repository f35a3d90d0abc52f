import { list, plural } from "../../lib/base/words.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Binding } from "../compiler/bindings.ts";
import { type Place, sourcesOf } from "../compiler/paths.ts";
import { agreesWith, decimalsOf, isNear } from "../compiler/written_arrays.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
} from "../diagnostics/diagnostic.ts";
import { blank, type NumberData } from "../syntax/ast.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { type CompiledNetwork, type Exercise, numbersAt } from "./exercise.ts";
import { explain, isOpen, type JudgedNumber, subjectOf } from "./mismatch.ts";

export type { JudgedNumber };

/** One `expect` statement, judged. */
export interface Judgement {
  /** The path: `fc1.weight.grad`. */
  readonly path: string;
  /** Whether all of its numbers agree. */
  readonly agrees: boolean;
  /** Its numbers, row-major. */
  readonly numbers: readonly JudgedNumber[];
  /** What differs and why, if anything does. */
  readonly diagnostic?: Diagnostic | undefined;
}

/**
 * Judges every `expect` of a text.
 *
 * ```ts
 * import { compile, isCompiled, judgeNumbers, runExercise } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 3\nx -> square\nexpect x.grad = -6");
 * if (!isCompiled(compiled)) throw new Error();
 * const [judgement] = judgeNumbers(compiled, runExercise(compiled));
 * assertEquals(judgement.diagnostic?.notes, ["it differs only in sign"]);
 * ```
 */
export function judgeNumbers(
  { expected, network }: CompiledNetwork,
  exercise: Exercise,
): readonly Judgement[] {
  return expected.map((binding) =>
    judgeBinding(binding, { network, exercise })
  );
}

/** What an expectation is compared with. */
interface Standard {
  readonly network: Network;
  readonly exercise: Exercise;
  /** Numbers written to the required precision; default: the expected numbers. */
  readonly precision?: readonly NumberData[];
}

export function judgeBinding(
  binding: Binding,
  { network, exercise, precision }: Standard,
): Judgement {
  const computed = numbersAt(binding.place, exercise.bound);
  const numbers = binding.written.cells.map((written, i) =>
    judgeNumber(written, computed[i], precision?.[i] ?? written)
  );
  const agrees = numbers.every((number) => number.agrees);
  const path = binding.statement.path.text;
  if (agrees) return { path, agrees, numbers };
  const differs = numbers.some(({ agrees, written }) =>
    !agrees && !isOpen(written)
  );
  if (!differs) {
    return { path, agrees, numbers, diagnostic: openOnes(binding, numbers) };
  }
  const standard = { network, exercise };
  const drawn = drawnNotes(binding.place, standard);
  // There is nothing to explain about a blank, nor about what was drawn.
  const filled = numbers.map((number) => ({
    ...number,
    agrees: number.agrees || isOpen(number.written),
  }));
  const explanation = drawn.length > 0
    ? undefined
    : explain({ binding, numbers: filled, precision, ...standard });
  const reason = explanation ??
    `${subjectOf(filled)} ${
      distance(filled.filter((number) => !number.agrees))
    }`;
  const found = mismatch(binding, numbers, reason);
  const diagnostic = { ...found, notes: [...found.notes, ...drawn] };
  return { path, agrees, numbers, diagnostic };
}

function judgeNumber(
  written: NumberData,
  computed: number,
  precision: NumberData,
): JudgedNumber {
  const { text, value } = written;
  const most = decimalsOf(text);
  let decimals = 0;
  while (
    decimals < most && isNear(computed, value, 0.5 * 10 ** -(decimals + 1))
  ) decimals++;
  const agrees = !isOpen(written) &&
    agreesWith(written, computed, precision.text);
  return { written, computed, agrees, decimals };
}

const maxPlaces = 4;

function mismatch(
  { statement: { path } }: Binding,
  numbers: readonly JudgedNumber[],
  reason: string,
): Diagnostic {
  const wrong = numbers.filter(({ agrees }) => !agrees);
  const [first, ...others] = wrong.filter(({ written }) => !written.isUnread);
  const shown = others.slice(0, maxPlaces - 1);
  const more = others.length - shown.length;
  return diagnostic(
    "E201",
    `${quoted(path.text)}: your value differs`,
    first.written.span,
    {
      label: labelOf(first),
      secondary: shown.map((each, i) => ({
        span: each.written.span,
        text: more > 0 && i === shown.length - 1
          ? `${labelOf(each)}, and ${more} more`
          : labelOf(each),
      })),
      notes: [note(numbers, reason)],
    },
  );
}

/** Only blanks are wrong: the message does not give the computed number away. What could not be read has its own. */
function openOnes(
  { statement: { path } }: Binding,
  numbers: readonly JudgedNumber[],
): Diagnostic | undefined {
  const blanks = numbers.filter(({ written }) => written.text === blank);
  // A blank for a whole array is one place.
  const [first, ...others] = blanks.filter(({ written: { span } }, i) =>
    span !== blanks[i - 1]?.written.span
  );
  return first && diagnostic(
    "E202",
    `${quoted(path.text)} is not filled in`,
    first.written.span,
    {
      label: others.length === 0
        ? "a blank"
        : `a blank, and ${others.length} more`,
      helps: [{ text: "write the number that you worked out" }],
    },
  );
}

function labelOf(number: JudgedNumber): string {
  return number.written.text === blank
    ? "not filled in"
    : `computed ${shown(number)}`;
}

/** The computed number with as many decimals as the expected one, or with four if they show more. */
function shown({ written: { text }, computed }: JudgedNumber): string {
  const decimals = decimalsOf(text);
  if (decimals === 0) return formatNumber(computed, 10);
  if (!Number.isFinite(computed) || decimals > 20) return String(computed);
  const least = computed.toFixed(decimals);
  const more = computed.toFixed(Math.max(decimals, 4)).replace(/0+$/, "");
  return Number(more) === Number(text)
    ? String(computed)
    : more.length > least.length
    ? more
    : least;
}

function note(
  numbers: readonly JudgedNumber[],
  reason: string,
): string {
  const right = numbers.filter(({ agrees }) => agrees);
  if (numbers.length === 1) return reason;
  const decimals = Math.min(...right.map((each) => each.decimals));
  const to = right.length === 0 || decimals === 0
    ? ""
    : ` to ${plural(decimals, "decimal")}`;
  return `${right.length} of ${numbers.length} numbers ${
    right.length === 1 ? "agrees" : "agree"
  }${to}; ${reason}`;
}

/** How close the differing numbers are. */
function distance(wrong: readonly JudgedNumber[]): string {
  const isOne = wrong.length === 1;
  const decimals = Math.min(...wrong.map((each) => each.decimals));
  if (decimals > 0) {
    return `${isOne ? "agrees" : "agree"} to ${plural(decimals, "decimal")}`;
  }
  const most = Math.max(
    ...wrong.map(({ written, computed }) => Math.abs(computed - written.value)),
  );
  return Number.isFinite(most)
    ? `${isOne ? "is" : "are"} off by ${isOne ? "" : "up to "}${
      formatNumber(most, 2)
    }`
    : `${isOne ? "is" : "are"} computed as a number that is not finite`;
}

/** What a number depends on that the text does not give, so that no one can work it out. */
function drawnNotes(place: Place, { network, exercise }: Standard): string[] {
  const { drawn, seed } = exercise;
  const sources = sourcesOf(place, network);
  const paths = drawn.filter((path) => sources.has(path));
  if (paths.length === 0) return [];
  const names = paths.length > maxNamed
    ? [
      ...paths.slice(0, maxNamed).map(quoted),
      `${paths.length - maxNamed} more`,
    ]
    : paths.map(quoted);
  return [
    `it depends on ${list(names, "and")}, which the text does not give: ${
      paths.length === 1 ? "it was" : "they were"
    } drawn from seed ${seed}`,
  ];
}

const maxNamed = 6;
