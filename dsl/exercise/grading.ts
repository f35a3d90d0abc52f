import { misshapen, spreadBlank } from "../compiler/bindings.ts";
import type { Compiled } from "../compiler/compiler.ts";
import type { WrittenClaim } from "../compiler/formulas/claims.ts";
import { readData } from "../compiler/written_arrays.ts";
import { isSyntaxCode } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
} from "../diagnostics/diagnostic.ts";
import { say } from "../../words/say.ts";
import { blank, type DataStatement } from "../syntax/ast.ts";
import { parse, type Parsed } from "../syntax/parser.ts";
import { inForm } from "./answer_form.ts";
import { judgeClaim } from "./claims.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
  shapeAt,
} from "./exercise.ts";
import { judgeBinding } from "./judge.ts";
import { expectationsIn } from "./worksheet.ts";

/** The marks for one expectation. */
export interface Mark {
  /** The path that is expected. */
  readonly path: string;
  /** Whether each number is right, in order; none is of an answer that cannot be read. */
  readonly agrees: readonly boolean[];
  /** How many are. */
  readonly right: number;
  /** How many there are. */
  readonly blanks: number;
  /** How many were left blank. */
  readonly open: number;
  /** Whether the answers say nothing of it, not even a blank. */
  readonly isAbsent: boolean;
  /** What is wrong, with its place in the answers. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Answers as they were read; what could not be read costs no other answer. Of a claim,
 * diagnostics of its meaning count too.
 */
export interface Answers extends Pick<Parsed, "file" | "diagnostics"> {
  /** The derivatives that they claim, as they were compiled. Default: none. */
  readonly claims?: readonly WrittenClaim[] | undefined;
}

/** The answers of a text, which need not compile. */
export function answersIn({ text, claims, diagnostics }: Compiled): Answers {
  const { file, diagnostics: spelling } = parse(text);
  const meaning = diagnostics.filter(({ code }) => !isSyntaxCode(code));
  return { file, claims, diagnostics: [...spelling, ...meaning] };
}

/**
 * Marks answers by a key. The questions are what the key expects; the right
 * answers are what its network computes. An answer is right if that rounds to
 * it, at the precision that it is written with; the key sets the least. An
 * answer that cannot be read is wrong, and so is an array of another shape: its
 * numbers stand for other places, and one that agrees does so by chance.
 *
 * @throws {NablaError} if a layer cannot work with the key's numbers.
 */
export function grade(
  answers: Answers,
  key: CompiledNetwork,
  options: ExerciseOptions = {},
): readonly Mark[] {
  const exercise = runExercise(key, { ...options, asks: "expected" });
  const { network, batch } = key;
  const answerTo = answersInTurn(
    expectationsIn(answers.file),
    key.expected.map(({ statement }) => statement),
  );
  const marks = key.expected.map((binding): Mark => {
    const path = binding.statement.path.text;
    const asked = binding.written.cells;
    const answer = answerTo(path);
    const none = {
      path,
      agrees: asked.map(() => false),
      right: 0,
      blanks: asked.length,
      isAbsent: false,
    };
    if (answer === undefined) {
      const end = answers.file.statements.at(-1)?.span.end ?? 0;
      const diagnostics = [absent(path, end)];
      return { ...none, open: asked.length, isAbsent: true, diagnostics };
    }
    const unread = answers.diagnostics.filter(({ code, labels: [{ span }] }) =>
      isSyntaxCode(code) && span.start >= answer.span.start &&
      span.start <= answer.span.end
    ).map((each) => inForm(each, shapeAt(binding.place, batch)));
    const filled = spreadBlank({
      ...binding,
      statement: answer,
      written: readData(answer.data),
    }, batch);
    const { cells, diagnostic: ragged } = filled.written;
    const wrong = ragged ?? misshapen(filled, { network, batch });
    if (wrong !== undefined) {
      const diagnostics = unread.length > 0 ? unread : [wrong];
      return { ...none, open: 0, diagnostics };
    }
    const { agrees, numbers, diagnostic } = judgeBinding(
      filled,
      { network, exercise, precision: asked },
    );
    const reasons = [
      ...agrees ? [] : unread,
      ...diagnostic ? [diagnostic] : [],
    ];
    const isSilent = !agrees && reasons.length === 0;
    return {
      ...none,
      agrees: numbers.map(({ agrees }) => agrees),
      right: numbers.filter(({ agrees }) => agrees).length,
      open: cells.filter(({ text }) => text === blank).length,
      diagnostics: isSilent ? [unreadable(answer)] : reasons,
    };
  });
  return [...marks, ...claimMarks(answers, key, options)];
}

/** The marks for claimed derivatives: each is compared with the function of the key. */
function claimMarks(
  answers: Answers,
  { claims }: CompiledNetwork,
  { seed }: ExerciseOptions,
): readonly Mark[] {
  const { file, claims: claimed = [] } = answers;
  return claims.map((claim) => {
    const { name } = claim.function;
    const path = `${name}'`;
    const answer = claimed.find((each) => each.function.name === name);
    const unread = unreadIn(answers, name);
    const none = {
      path,
      agrees: [false],
      right: 0,
      blanks: 1,
      isAbsent: false,
    };
    if (unread.length > 0) return { ...none, open: 0, diagnostics: unread };
    if (answer === undefined) {
      const end = file.statements.at(-1)?.span.end ?? 0;
      const diagnostics = [absentClaim(path, claim, end)];
      return { ...none, open: 1, diagnostics };
    }
    const { report, diagnostic } = judgeClaim(
      { ...answer, function: claim.function },
      seed === undefined ? {} : { seed },
    );
    const isRight = report.verdict === "pass";
    return {
      ...none,
      agrees: [isRight],
      right: isRight ? 1 : 0,
      open: 0,
      diagnostics: diagnostic ? [diagnostic] : [],
    };
  });
}

/** What is wrong in the line of a claim, unless it is a blank. */
function unreadIn(
  { file: { statements }, diagnostics }: Answers,
  name: string,
): readonly Diagnostic[] {
  const i = statements.findLastIndex((each) =>
    each.kind === "function" && each.isClaim && each.name.text === name
  );
  const claim = statements[i];
  if (claim?.kind !== "function") return [];
  const { expression, span: { start } } = claim;
  if (expression.kind === "path" && expression.path.text === blank) return [];
  const end = statements[i + 1]?.span.start ?? Infinity;
  return diagnostics.filter(({ labels: [{ span }] }) =>
    span.start >= start && span.start < end
  );
}

/**
 * Gives the answer to each question in turn, by its path. Where a key asks for a path
 * more than once, its answers are taken in order; of more answers than questions, the
 * last counts.
 */
function answersInTurn(
  answers: readonly DataStatement[],
  questions: readonly DataStatement[],
): (path: string) => DataStatement | undefined {
  const byPath = (all: readonly DataStatement[]) =>
    Map.groupBy(all, ({ path }) => path.text);
  const [answered, asked] = [byPath(answers), byPath(questions)];
  return (path) => {
    const own = answered.get(path) ?? [];
    asked.get(path)?.pop();
    const isLast = asked.get(path)?.length === 0;
    return isLast || own.length < 2 ? own.at(-1) : own.shift();
  };
}

function absent(path: string, end: number): Diagnostic {
  return diagnostic(
    "E202",
    say("`{path}` is not answered", { path }),
    { start: end, end },
    {
      label: say("an answer is missing"),
      helps: [{
        text: say("write it on a separate line: `{line}`", {
          line: `expect ${path} = …`,
        }),
      }],
    },
  );
}

function absentClaim(
  path: string,
  { function: { parameters } }: WrittenClaim,
  end: number,
): Diagnostic {
  return diagnostic(
    "E202",
    say("`{path}` is not answered", { path }),
    { start: end, end },
    {
      label: say("a derivative is missing"),
      helps: [{
        text: say("write it on a separate line: `{line}`", {
          line: `${path}(${parameters.join()}) = …`,
        }),
      }],
    },
  );
}

/** Of a text with very many mistakes, the last are not told one by one. */
function unreadable({ path, data }: DataStatement): Diagnostic {
  const message = say("{path} cannot be read", { path: quoted(path.text) });
  return diagnostic("E202", message, data.span, {
    label: say("after too many mistakes to tell each"),
    helps: [{ text: say("mend the ones before it") }],
  });
}
