import { list, plural } from "../../lib/base/words.ts";
import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
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
  const reason = explanation ?? distance(filled);
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
    say("{path}: your value differs", { path: quoted(path.text) }),
    first.written.span,
    {
      label: labelOf(first),
      secondary: shown.map((each, i) => ({
        span: each.written.span,
        text: more > 0 && i === shown.length - 1
          ? say("{label}, and {count} more", {
            label: labelOf(each),
            count: more,
          })
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
    say("{path} is not filled in", { path: quoted(path.text) }),
    first.written.span,
    {
      label: others.length === 0
        ? say("a blank")
        : say("a blank, and {count} more", { count: others.length }),
      helps: [{ text: say("write the number that you worked out") }],
    },
  );
}

function labelOf(number: JudgedNumber): string {
  return number.written.text === blank
    ? say("not filled in")
    : say("computed {number}", { number: shown(number) });
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
  const isOne = right.length === 1;
  const facts = { right: right.length, count: numbers.length, reason };
  if (right.length === 0 || decimals === 0) {
    return isOne
      ? say("{right} of {count} numbers agrees; {reason}", facts)
      : say("{right} of {count} numbers agree; {reason}", facts);
  }
  const all = { ...facts, decimals: plural(decimals, "decimal") };
  return isOne
    ? say("{right} of {count} numbers agrees to {decimals}; {reason}", all)
    : say("{right} of {count} numbers agree to {decimals}; {reason}", all);
}

/** How close the differing numbers are. */
function distance(numbers: readonly JudgedNumber[]): string {
  const these = subjectOf(numbers);
  const wrong = numbers.filter(({ agrees }) => !agrees);
  const isOne = wrong.length === 1;
  const least = Math.min(...wrong.map((each) => each.decimals));
  if (least > 0) {
    const facts = { these, decimals: plural(least, "decimal") };
    return isOne
      ? say("{these} agrees to {decimals}", facts)
      : say("{these} agree to {decimals}", facts);
  }
  const most = Math.max(
    ...wrong.map(({ written, computed }) => Math.abs(computed - written.value)),
  );
  if (!Number.isFinite(most)) {
    return isOne
      ? say("{these} is computed as a number that is not finite", { these })
      : say("{these} are computed as a number that is not finite", { these });
  }
  const facts = { these, most: formatNumber(most, 2) };
  return isOne
    ? say("{these} is off by {most}", facts)
    : say("{these} are off by up to {most}", facts);
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
      say("{count} more", { count: paths.length - maxNamed }),
    ]
    : paths.map(quoted);
  const facts = { names: list(names, "and"), seed };
  return [
    paths.length === 1
      ? say(
        "it depends on {names}, which the text does not give: it was drawn from seed {seed}",
        facts,
      )
      : say(
        "it depends on {names}, which the text does not give: they were drawn from seed {seed}",
        facts,
      ),
  ];
}

const maxNamed = 6;
