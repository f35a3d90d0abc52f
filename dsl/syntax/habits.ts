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

function habit(
  written: string,
  sign: Habit["sign"],
  code: Habit["code"],
  problem: string,
  replacement: string = sign,
): Habit {
  return {
    written,
    sign,
    code,
    message: `\`${written}\` ${problem}`,
    replacement,
  };
}

function lookAlike(written: string, sign: Sign): Habit {
  const problem = `looks like \`${sign}\` but is another character`;
  return habit(written, sign, "E002", problem);
}

const all: readonly Habit[] = [
  ...["-->", "->>", "=>", "==>", "|>", ">>", "~>", ">", "|", "&", "+", "/"].map(
    (written) =>
      habit(written, "->", "E003", "is not the arrow of this language"),
  ),
  ...["→", "⇒", "➔", "➜", "⟶", "–>", "—>", "−>", "‐>", "－>", "－＞"].map(
    (written) =>
      habit(written, "->", "E002", "looks like an arrow but is not `->`"),
  ),
  lookAlike("（", "("),
  lookAlike("）", ")"),
  lookAlike("［", "["),
  lookAlike("］", "]"),
  lookAlike("【", "["),
  lookAlike("】", "]"),
  lookAlike("，", ","),
  lookAlike("、", ","),
  lookAlike("：", ":"),
  lookAlike("＝", "="),
  lookAlike("＊", "*"),
  lookAlike("×", "*"),
  lookAlike("．", "."),
  ...["//", "/*", "--", "%"].map((written) =>
    habit(written, "comment", "E004", "does not begin a comment", "#")
  ),
  habit(
    "＃",
    "comment",
    "E002",
    "looks like `#` but is another character",
    "#",
  ),
  habit("{", "(", "E001", "has no meaning here"),
  habit("}", ")", "E001", "has no meaning here"),
  habit("==", "=", "E001", "is written `=` here"),
  ...[";", "；"].map((written) =>
    habit(
      written,
      "newline",
      "E001",
      "is not needed: a new line ends a statement",
      "",
    )
  ),
];

/** By their first code unit, longest first. */
const byFirst = Map.groupBy(
  all.toSorted((a, b) => b.written.length - a.written.length),
  ({ written }) => written[0],
);

/** The habit at `offset`, if any. */
export function habitAt(text: string, offset: number): Habit | undefined {
  return byFirst.get(text[offset])?.find(({ written }) =>
    text.startsWith(written, offset)
  );
}
