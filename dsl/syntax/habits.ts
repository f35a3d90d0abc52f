/**
 * Signs of other notations, and what is written for them here.
 *
 * @module
 */

import type { Sign } from "./token.ts";

/** A sign that stands for one of ours. */
export interface Habit {
  /** As it is written elsewhere. */
  readonly written: string;
  /** What it stands for; a comment runs to the end of its line. */
  readonly sign: Sign | "newline" | "comment";
  /** The code of the diagnostic. */
  readonly code: "E001" | "E002" | "E003" | "E004";
  /** What is wrong with it. */
  readonly message: string;
  /** What to write. */
  readonly replacement: string;
}

const arrow = (written: string): Habit => ({
  written,
  sign: "->",
  code: "E003",
  message: `\`${written}\` is not the arrow of this language`,
  replacement: "->",
});

const lookAlikeArrow = (written: string): Habit => ({
  written,
  sign: "->",
  code: "E002",
  message: `\`${written}\` looks like an arrow but is not \`->\``,
  replacement: "->",
});

const lookAlike = (written: string, sign: Sign): Habit => ({
  written,
  sign,
  code: "E002",
  message: `\`${written}\` looks like \`${sign}\` but is another character`,
  replacement: sign,
});

const comment = (written: string): Habit => ({
  written,
  sign: "comment",
  code: "E004",
  message: `\`${written}\` does not begin a comment`,
  replacement: "#",
});

const curly = (written: string, sign: Sign): Habit => ({
  written,
  sign,
  code: "E001",
  message: `\`${written}\` has no meaning here`,
  replacement: sign,
});

const all: readonly Habit[] = [
  ...["-->", "->>", "=>", "==>", "|>", ">>", "~>", ">", "|", "&", "+", "/"]
    .map(arrow),
  ...["→", "⇒", "➔", "➜", "⟶", "–>", "—>", "−>", "‐>", "－>", "－＞"]
    .map(lookAlikeArrow),
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
  comment("//"),
  comment("/*"),
  comment("--"),
  comment("%"),
  {
    ...comment("＃"),
    code: "E002",
    message: "`＃` looks like `#` but is another character",
  },
  curly("{", "("),
  curly("}", ")"),
  {
    written: "==",
    sign: "=",
    code: "E001",
    message: "`==` is written `=` here",
    replacement: "=",
  },
  ...[";", "；"].map((written): Habit => ({
    written,
    sign: "newline",
    code: "E001",
    message: `\`${written}\` is not needed: a new line ends a statement`,
    replacement: "",
  })),
];

/** Longest first, by their first code unit. */
const byFirst: ReadonlyMap<string, readonly Habit[]> = new Map(
  [...new Set(all.map(({ written }) => written[0]))].map((first) => [
    first,
    all.filter(({ written }) => written[0] === first)
      .sort((a, b) => b.written.length - a.written.length),
  ]),
);

/** The habit that stands at `offset`, if any. */
export function habitAt(text: string, offset: number): Habit | undefined {
  return byFirst.get(text[offset])?.find(({ written }) =>
    text.startsWith(written, offset)
  );
}
