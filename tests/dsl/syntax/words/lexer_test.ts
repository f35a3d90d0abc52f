// Words of a text with their places, and what is said of those that are none.
import { assertEquals } from "@std/assert";
import { applyEdit } from "../../../../dsl/diagnostics/diagnostic.ts";
import { lex } from "../../../../dsl/syntax/words/lexer.ts";

/** The words, then the comments, each as it is meant with its place; `?` behind a number that could not be read. */
function show(text: string): string {
  const { tokens, comments } = lex(text);
  const words = tokens.slice(0, -1).map(({ kind, text, isUnread, span }) => {
    const meant = kind === "newline" ? "newline" : text;
    return `${meant}${isUnread ? "?" : ""} ${span.start}-${span.end}`;
  });
  const asides = comments.map(({ text, span }) =>
    `${text} ${span.start}-${span.end}`
  );
  return [...words, ...asides].join(", ");
}

const right: readonly (readonly [text: string, words: string])[] = [
  ["a_1 -> ß", "a_1 0-3, -> 4-6, ß 7-8"],
  [
    "relu\r\ntanh\rid\nx",
    "relu 0-4, newline 4-6, tanh 6-10, newline 10-11, id 11-13, newline 13-14, x 14-15",
  ],
  ["# a\r\nb #c", "newline 3-5, b 5-6, # a 0-3, #c 7-9"],
  ["﻿a b", "a 1-2, b 3-4"],
  [
    "1 .5 2. 1e3 1/3 -2 -1/4",
    "1 0-1, .5 2-4, 2. 5-7, 1e3 8-11, 1/3 12-15, -2 16-18, -1/4 19-23",
  ],
  ["relu-tanh+id", "relu 0-4, - 4-5, tanh 5-9, + 9-10, id 10-12"],
  ["a->b", "a 0-1, -> 1-3, b 3-4"],
  ["a . b", "a 0-1, . 2-3, b 4-5"],
  ["*:=,()[]", "* 0-1, : 1-2, = 2-3, , 3-4, ( 4-5, ) 5-6, [ 6-7, ] 7-8"],
  ["_a x0 é", "_a 0-2, x0 3-5, é 6-7"],
  ["given x = _", "given 0-5, x 6-7, = 8-9, _ 10-11"],
];
for (const [text, words] of right) {
  Deno.test(`the words of ${JSON.stringify(text)}`, () => {
    assertEquals([show(text), lex(text).diagnostics], [words, []]);
  });
}

/** A text, its words, what is said of the one that is none, and the mended text or the advice. */
const wrong: readonly (readonly [
  text: string,
  words: string,
  code: string,
  message: string,
  label: string,
  out: string,
])[] = [
  [
    "+3",
    "3 0-2",
    "E005",
    "`+3` is written without its plus",
    "a number has no plus sign",
    "3",
  ],
  [
    "−3",
    "-3 0-2",
    "E002",
    "`−` looks like `-` but is another character",
    "not a minus sign",
    "-3",
  ],
  [
    "−.5e1",
    "-.5e1 0-5",
    "E002",
    "`−` looks like `-` but is another character",
    "not a minus sign",
    "-.5e1",
  ],
  ["−x", "x 1-2", "E001", "`−` has no meaning here", "", "x"],
  [
    "1_000",
    "1? 0-5",
    "E005",
    "`1_000` is not a number",
    "a number is written 2, -0.5 or 1e-3",
    "1000",
  ],
  [
    "2x",
    "2? 0-2",
    "E005",
    "`2x` is not a number",
    "a number is written 2, -0.5 or 1e-3",
    "write a number, or begin the name with a letter",
  ],
  [
    "1e999",
    "0? 0-5",
    "E005",
    "`1e999` is too large",
    "beyond the range of a double, about 1.8e308",
    "write a number up to 1.8e308",
  ],
  [
    "1/0",
    "0? 0-3",
    "E005",
    "`1/0` is not a number",
    "nothing can be divided by 0",
    "write a finite number",
  ],
  [
    "３",
    "3 0-1",
    "E002",
    "`３` is written in full-width characters",
    "looks like plain digits but is not",
    "3",
  ],
  [
    "ｒｅｌｕ",
    "relu 0-4",
    "E002",
    "`ｒｅｌｕ` is written in full-width characters",
    "looks like plain letters but is not",
    "relu",
  ],
  [
    '"he"',
    "he 0-4",
    "E006",
    "there are no strings in this language",
    "a word is written without quotes",
    "he",
  ],
  [
    '"0.5"',
    "0? 0-5",
    "E006",
    "there are no strings in this language",
    "a number is written without quotes",
    "0.5",
  ],
  [
    "'a b'",
    "_ 0-5",
    "E006",
    "there are no strings in this language",
    "a word is written without quotes",
    "write a word of letters, digits and `_`",
  ],
  [
    "“he”",
    "he 0-4",
    "E006",
    "there are no strings in this language",
    "a word is written without quotes",
    "he",
  ],
  [
    'given x = "half"',
    "given 0-5, x 6-7, = 8-9, 0? 10-16",
    "E006",
    "there are no strings in this language",
    "a number is written without quotes",
    "write the number itself",
  ],
  [
    "relu ~ tanh",
    "relu 0-4, tanh 7-11",
    "E001",
    "`~` has no meaning here",
    "",
    "relu -> tanh",
  ],
  ["relu ~", "relu 0-4", "E001", "`~` has no meaning here", "", "relu "],
  ["😀", "", "E001", "`😀` has no meaning here", "", ""],
  [
    "\u0007",
    "",
    "E001",
    "the character U+0007 has no meaning here",
    "this is U+0007",
    "",
  ],
  [
    "fc(2)≠relu",
    "fc 0-2, ( 2-3, 2 3-4, ) 4-5, relu 6-10",
    "E001",
    "`≠` has no meaning here",
    "",
    "fc(2)->relu",
  ],
];
for (const [text, words, ...said] of wrong) {
  Deno.test(`${JSON.stringify(text)}: ${said[1]}`, () => {
    const { diagnostics: [{ code, message, labels, helps: [help] }] } = lex(
      text,
    );
    const out = help.edit === undefined
      ? help.text
      : applyEdit(text, help.edit);
    assertEquals(
      [show(text), code, message, labels[0].text, out],
      [words, ...said],
    );
  });
}

Deno.test("the end of a text is where it ends", () => {
  assertEquals(lex("relu ").tokens.at(-1), {
    kind: "end",
    text: "",
    span: { start: 5, end: 5 },
  });
});

const quoted: readonly (readonly [text: string, kind: "number" | "word"])[] = [
  ['given x = "a"', "number"],
  ['given x =\n"a"', "number"],
  ['given x = [1,\n"a"]', "number"],
  ['given x = [[1],\n["a"]]', "number"],
  ['given x = [[1]\n,"a"]', "number"],
  ['expect y = 1\nfc("a")', "word"],
  ['expect y = [\n1]\nfc("a")', "word"],
  ['let f = "a"', "word"],
  ['given x = 1\nlet f = "a"', "word"],
  ['given "a" = 1', "word"],
];
for (const [text, kind] of quoted) {
  Deno.test(`${JSON.stringify(text)}: a ${kind} is written without quotes`, () => {
    const [{ labels: [label] }] = lex(text).diagnostics;
    assertEquals(label.text, `a ${kind} is written without quotes`);
  });
}

Deno.test("a semicolon ends a statement where no bracket of its line is open, and separates within brackets", () => {
  const said = (text: string) => lex(text).diagnostics[0].message;
  const needless = "`;` ends a statement on the command line only";
  for (const text of ["relu;fc(2)", "fc(2)\nrelu;fc(2)", "fc(2)\n;"]) {
    assertEquals(said(text), needless);
  }
  assertEquals(said("fc(2;1)"), said("relu\nfc(2;1)"));
  assertEquals(said("fc(2;1)") === needless, false);
});
