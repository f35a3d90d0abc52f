import { plural } from "../../lib/base/words.ts";
import { numbersIn } from "../compiler/written_arrays.ts";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import {
  blank,
  type DataStatement,
  type File,
  type NumberData,
} from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "./exercise.ts";
import { judgeBinding } from "./judge.ts";

/**
 * The text with a blank for every expected number.
 *
 * ```ts
 * import { worksheet } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(
 *   worksheet("given x = 3\nx -> square\nexpect x.grad = 6 # why?"),
 *   "given x = 3\nx -> square\nexpect x.grad = _ # why?",
 * );
 * ```
 */
export function worksheet(text: string): string {
  const { file } = parse(text);
  const cells = expectations(file)
    .flatMap(({ data }) => numbersIn(data))
    .sort((a, b) => b.span.start - a.span.start);
  return cells.reduce(
    (text, { span }) =>
      text.slice(0, span.start) + blank + text.slice(span.end),
    text,
  );
}

/** The marks for one expectation. */
export interface Mark {
  /** The path that is expected. */
  readonly path: string;
  /** How many numbers are right. */
  readonly right: number;
  /** How many there are. */
  readonly blanks: number;
  /** How many were left blank. */
  readonly open: number;
  /** What is wrong, with its place in the answers. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Marks answers by a key. The questions are what the key expects; the right
 * answers are what its network computes, as precisely as the key is written.
 *
 * @throws {NablaError} if a layer cannot work with the key's numbers.
 */
export function grade(
  answers: File,
  key: CompiledNetwork,
  options: ExerciseOptions = {},
): readonly Mark[] {
  const exercise = runExercise(key, options);
  const given = new Map(
    expectations(answers).map((each) => [each.path.text, each]),
  );
  return key.expected.map((binding) => {
    const path = binding.statement.path.text;
    const asked = binding.written.cells;
    const answer = given.get(path);
    const none = { path, right: 0, blanks: asked.length };
    if (answer === undefined) {
      const end = answers.statements.at(-1)?.span.end ?? 0;
      return { ...none, open: asked.length, diagnostics: [absent(path, end)] };
    }
    const cells = numbersIn(answer.data);
    if (cells.length !== asked.length) {
      return { ...none, open: 0, diagnostics: [wrongCount(answer, asked)] };
    }
    const judgement = judgeBinding(
      { ...binding, statement: answer, written: { ...binding.written, cells } },
      { network: key.network, exercise, precision: asked },
    );
    const right = judgement.numbers.filter(({ agrees }) => agrees).length;
    return {
      path,
      right,
      blanks: asked.length,
      open: cells.filter(({ text }) => text === blank).length,
      diagnostics: judgement.diagnostic === undefined
        ? []
        : [judgement.diagnostic],
    };
  });
}

function expectations({ statements }: File): DataStatement[] {
  return statements.filter((each): each is DataStatement =>
    each.kind === "expect"
  );
}

function absent(path: string, end: number): Diagnostic {
  return diagnostic(
    "E202",
    `\`${path}\` is not answered`,
    { start: end, end },
    {
      label: "an answer is missing",
      helps: [{
        text: `write it on a separate line: \`expect ${path} = …\``,
      }],
    },
  );
}

function wrongCount(
  { path, data }: DataStatement,
  asked: readonly NumberData[],
): Diagnostic {
  return diagnostic(
    "E121",
    `\`${path.text}\` must be ${plural(asked.length, "number")}`,
    data.span,
    {
      label: `found ${numbersIn(data).length}`,
      helps: [{ text: "keep the brackets of the worksheet" }],
    },
  );
}
