import type { Sign } from "./token.ts";

/** A sign of another notation, and what is written for it here. */
interface Habit {
  readonly written: string;
  /** What it stands for; a comment runs to the end of its line. */
  readonly sign: Sign | "newline" | "comment";
  readonly code: "E001" | "E002" | "E003" | "E004";
  readonly message: string;
  readonly replacement: string;
}

/** Habits that are written with spaces between them. */
function habits(
  all: string,
  sign: Habit["sign"],
  code: Habit["code"],
  problem: string,
  replacement: string = sign,
): Habit[] {
  return all.split(" ").map((written) => {
    const message = `\`${written}\` ${problem}`;
    return { written, sign, code, message, replacement };
  });
}

function lookAlikes(all: string, sign: Habit["sign"], replacement?: string) {
  const like = `looks like \`${replacement ?? sign}\``;
  const problem = `${like} but is another character`;
  return habits(all, sign, "E002", problem, replacement);
}

const all: readonly Habit[] = [
  ...habits(
    "--> ->> => ==> |> >> ~> > | & + /",
    "->",
    "E003",
    "is not the arrow of this language",
  ),
  ...habits(
    "→ ⇒ ➔ ➜ ⟶ –> —> −> ‐> －> －＞",
    "->",
    "E002",
    "looks like an arrow but is not `->`",
  ),
  ...lookAlikes("（", "("),
  ...lookAlikes("）", ")"),
  ...lookAlikes("［ 【", "["),
  ...lookAlikes("］ 】", "]"),
  ...lookAlikes("， 、", ","),
  ...lookAlikes("：", ":"),
  ...lookAlikes("＝", "="),
  ...lookAlikes("＊ ×", "*"),
  ...lookAlikes("．", "."),
  ...lookAlikes("＃", "comment", "#"),
  ...habits("// /* -- %", "comment", "E004", "does not begin a comment", "#"),
  ...habits("{", "(", "E001", "has no meaning here"),
  ...habits("}", ")", "E001", "has no meaning here"),
  ...habits("==", "=", "E001", "is written `=` here"),
  ...habits(
    "; ；",
    "newline",
    "E001",
    "is not needed: a new line ends a statement",
    "",
  ),
];

/** By their first code unit, longest first. */
const byFirst = Map.groupBy(
  all.toSorted((a, b) => b.written.length - a.written.length),
  ({ written }) => written[0],
);

/** Between brackets `;` does not end a statement: it separates. */
const separators = new Map(
  habits("; ；", ",", "E001", "is written `,` between brackets")
    .map((habit) => [habit.written, habit]),
);

export function habitAt(
  text: string,
  offset: number,
  isInBrackets: boolean,
): Habit | undefined {
  const separator = isInBrackets ? separators.get(text[offset]) : undefined;
  return separator ??
    byFirst.get(text[offset])?.find(({ written }) =>
      text.startsWith(written, offset)
    );
}
