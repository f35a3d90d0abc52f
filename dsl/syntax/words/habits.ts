import { say, type Sentence } from "../../../words/say.ts";
import type { Scanner } from "./scanner.ts";
import type { Sign } from "./token.ts";

/** A sign of another notation, and what is written for it here. */
interface Habit {
  readonly written: string;
  /** What it stands for; a comment runs to the end of its line. */
  readonly sign: Sign | "newline" | "comment";
  readonly code: "E001" | "E002" | "E003" | "E004" | "E033";
  /** What is wrong with it. */
  readonly problem: Problem;
  readonly replacement: string;
}

/** What is said of habits: `written` stands for `sign`. */
type Problem = Extract<Sentence, `\`{written}\` ${string}`>;

/** Habits that are written with spaces between them. */
function habits(
  all: string,
  sign: Habit["sign"],
  code: Habit["code"],
  problem: Problem,
  replacement: string = sign,
): Habit[] {
  return all.split(" ").map((written) => (
    { written, sign, code, problem, replacement }
  ));
}

/** What is wrong with a habit. */
export function problemOf({ problem, written, replacement }: Habit): string {
  return say(problem, { written, sign: replacement });
}

const lookAlike = "`{written}` looks like `{sign}` but is another character";

function lookAlikes(all: string, sign: Habit["sign"], replacement?: string) {
  return habits(all, sign, "E002", lookAlike, replacement);
}

const isWritten = "`{written}` is written `{sign}` here";

/** Those of pipelines and formulas alike. */
const everywhere: readonly Habit[] = [
  ...lookAlikes("（", "("),
  ...lookAlikes("）", ")"),
  ...lookAlikes("［ 【", "["),
  ...lookAlikes("］ 】", "]"),
  ...lookAlikes("， 、", ","),
  ...lookAlikes("：", ":"),
  ...lookAlikes("＝", "="),
  ...lookAlikes("．", "."),
  ...lookAlikes("＃", "comment", "#"),
  ...habits(
    "// /*",
    "comment",
    "E004",
    "`{written}` does not begin a comment",
    "#",
  ),
  ...habits("{", "(", "E001", "`{written}` has no meaning here"),
  ...habits("}", ")", "E001", "`{written}` has no meaning here"),
  ...habits("==", "=", "E001", isWritten),
  ...habits(
    ";",
    "newline",
    "E001",
    "`{written}` ends a statement on the command line only",
    "",
  ),
  ...habits(
    "；",
    "newline",
    "E001",
    "`{written}` ends no statement: on the command line `;` does",
    "",
  ),
];

const ofPipelines = table([
  ...everywhere,
  ...habits(
    "--> ->> => ==> |> >> ~> > | &",
    "->",
    "E003",
    "`{written}` is not the arrow of this language",
  ),
  ...habits(
    "→ ⇒ ➔ ➜ ⟶ –> —> −> ‐> －> －＞",
    "->",
    "E002",
    "`{written}` looks like an arrow but is not `->`",
  ),
  ...lookAlikes("＊ ×", "*"),
  ...habits(
    "-- %",
    "comment",
    "E004",
    "`{written}` does not begin a comment",
    "#",
  ),
]);

const ofFormulas = table([
  ...everywhere,
  ...["＊", "＋", "／", "＾"].flatMap((wide) =>
    lookAlikes(wide, wide.normalize("NFKC") as Sign)
  ),
  ...lookAlikes("− – — － ‐", "-"),
  ...habits(":=", "=", "E001", isWritten),
  ...habits("× · ⋅ ∙ • ∗ ⨯", "*", "E033", isWritten),
  ...habits("÷ ∕ ⁄", "/", "E033", isWritten),
  ...habits(".*", "*", "E033", isWritten),
  ...habits("./", "/", "E033", isWritten),
  ...habits(".^ .** ** ↑", "^", "E033", isWritten),
]);

type Table = ReadonlyMap<string, readonly Habit[]>;

/** By their first code unit, longest first. */
function table(all: readonly Habit[]): Table {
  return Map.groupBy(
    all.toSorted((a, b) => b.written.length - a.written.length),
    ({ written }) => written[0],
  );
}

/** Between brackets `;` does not end a statement: it separates. */
const separators = new Map(
  habits(
    "; ；",
    ",",
    "E001",
    "`{written}` is written `{sign}` between brackets",
  )
    .map((habit) => [habit.written, habit]),
);

/** The habit that comes next. */
export function habitAt(
  { text, offset, statement }: Scanner,
): Habit | undefined {
  const { isInBrackets, isFormula } = statement;
  const separator = isInBrackets ? separators.get(text[offset]) : undefined;
  const all = isFormula ? ofFormulas : ofPipelines;
  return separator ??
    all.get(text[offset])?.find(({ written }) =>
      text.startsWith(written, offset)
    );
}
