// How diagnostics are drawn where the text is unkind: long lines, wide
// characters, spans over lines, controls. What ordinary mistakes print is in
// the snapshot of diagnostics_test.ts.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { markers } from "../../../dsl/diagnostics/excerpt.ts";
import type { Diagnostic, Label } from "../../../dsl/diagnostics/diagnostic.ts";
import {
  renderDiagnostics,
  renderShort,
} from "../../../dsl/diagnostics/render.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";

/** A diagnostic of which only what is drawn matters. */
function mistake(options: Partial<Diagnostic>): Diagnostic {
  const empty = { message: "wrong", labels: [], notes: [], helps: [] };
  return { code: "E100", severity: "error", ...empty, ...options };
}

/** A label at the first place where `what` stands in the text. */
function labelAt(text: string, what: string, words: string, primary = false) {
  const start = text.indexOf(what);
  return { span: { start, end: start + what.length }, text: words, primary };
}

function drawn(text: string, options: Partial<Diagnostic>): string {
  return renderDiagnostics([mistake(options)], { name: "net.nn", text });
}

/** The rows below `-->` and its bar. */
function excerptOf(text: string, labels: readonly Label[]): string[] {
  return drawn(text, { labels }).split("\n").slice(3);
}

Deno.test("a cut line shows the primary label, and others as notes", () => {
  const [before, after] = [" -> relu".repeat(60), " -> tanh".repeat(20)];
  const text = `fc(2,4)${before} -> fc(3,1)${after}`;
  const labels = [
    labelAt(text, "3", "expects 3 here", true),
    labelAt(text, "4", "gives 4"),
    labelAt(text, "2", ""),
  ];
  assertEquals(drawn(text, { labels, notes: ["a fact"] }).split("\n"), [
    "error[E100]: wrong",
    " --> net.nn:1:495",
    "  |",
    `1 | …->${" relu ->".repeat(3)} fc(3,1)${" -> tanh".repeat(10)} -> ta…`,
    `  | ${" ".repeat(31)}^ expects 3 here`,
    "  |",
    "  = note: at column 6: gives 4",
    "  = note: a fact",
  ]);
});

Deno.test("a note about a label out of sight names its line among several", () => {
  const far = " ".repeat(300);
  const text = `a\n\tb${far}c`;
  const labels = [
    labelAt(text, "a", "one", true),
    labelAt(text, "b", "two"),
    labelAt(text, "c", "three"),
  ];
  assertEquals(excerptOf(text, labels), [
    "1 | a",
    "  | ^ one",
    `2 |     b${" ".repeat(115)}…`,
    "  |     - two",
    "  |",
    "  = note: at line 2, column 303: three",
  ]);
});

Deno.test("a long secondary label is drawn as far as it is in sight", () => {
  const text = `${"a".repeat(200)}b${"a".repeat(200)}`;
  const labels = [
    labelAt(text, "b", "here", true),
    { span: { start: 0, end: 198 }, text: "long", primary: false },
  ];
  assertEquals(excerptOf(text, labels), [
    `1 | …${"a".repeat(30)}b${"a".repeat(89)}…`,
    `  |  ${"-".repeat(28)}  ^ here`,
    "  |  |",
    "  |  long",
  ]);
});

Deno.test("a label over lines is drawn on its first and its last line", () => {
  const text = "given x = [\n  [1],\n  [2],\n  [3, 4]\n  ]\nfc(1,1)";
  const array = text.slice(text.indexOf("["), text.lastIndexOf("]") + 1);
  assertEquals(excerptOf(text, [labelAt(text, array, "is ragged", true)]), [
    "1 | given x = [",
    "  |           ^",
    "...",
    "5 |   ]",
    "  |   ^ is ragged",
  ]);
});

Deno.test("a label over two lines stands beside labels of one line", () => {
  const text = "add(fc(4)\n  -> relu, fc(6))";
  const labels = [
    labelAt(text, "add", "must agree", true),
    labelAt(text, "fc(4)\n  -> relu", "gives 4"),
    labelAt(text, "fc(6)", "gives 6"),
  ];
  assertEquals(excerptOf(text, labels), [
    "1 | add(fc(4)",
    "  | ^^^ -----",
    "  | |",
    "  | must agree",
    "2 |   -> relu, fc(6))",
    "  |   -------  ----- gives 6",
    "  |   |",
    "  |   gives 4",
  ]);
});

Deno.test("a label that ends with blank lines ends with its last word", () => {
  const expected = ["1 | relu", "  | ^^^^ here"];
  for (const end of ["\n", "\r\n", "\n  \n\t"]) {
    const text = `relu${end}`;
    assertEquals(
      excerptOf(text, [labelAt(text, text, "here", true)]),
      expected,
    );
  }
});

Deno.test("a line is cut by its columns, not its code units", () => {
  const text = `${"层".repeat(100)}b${"😀".repeat(100)}`;
  assertEquals(excerptOf(text, [labelAt(text, "b", "here", true)]), [
    `1 | …${"层".repeat(15)}b${"😀".repeat(44)}…`,
    `  | ${" ".repeat(31)}^ here`,
  ]);
  const narrow = `${"e\u0301".repeat(110)}b`;
  assertEquals(excerptOf(narrow, [labelAt(narrow, "b", "here", true)]), [
    `1 | ${narrow}`,
    `  | ${" ".repeat(110)}^ here`,
  ]);
});

Deno.test("words of wide characters keep the bars beside them in their columns", () => {
  const text = "a  bb  cc";
  const labels = [
    labelAt(text, "a", "甲"),
    labelAt(text, "bb", "需要 3 个数", true),
    labelAt(text, "cc", "实际为 4"),
  ];
  const options = { columns: 24 };
  const rendered = renderDiagnostics(
    [mistake({
      message: "宽度不一致：前一层给出 4 个数，这一层需要 3 个",
      labels,
    })],
    { name: "net.nn", text },
    options,
  );
  assertEquals(rendered.split("\n"), [
    "error[E100]: 宽度不",
    "    一致：前一层给出 4",
    "    个数，这一层需要 3",
    "    个",
    " --> net.nn:1:4",
    "  |",
    "1 | a  bb  cc",
    "  | -  ^^  -- 实际为 4",
    "  | |  |",
    "  | |  需要 3 个数",
    "  | |",
    "  | 甲",
  ]);
  // Words over the bar of another label cover it.
  const rows = markers(
    [
      { start: 4, end: 5, text: "b", primary: false },
      { start: 5, end: 6, text: "甲乙丙", primary: true },
    ],
    (text) => text,
    "red",
    6,
  );
  assertEquals(rows, ["    -^", "    ||", "甲乙丙", "    |", "    b"]);
});

Deno.test("a heap of combining characters is cut, too", () => {
  const text = `a${"\u0301".repeat(100_000)}b`;
  assert(drawn(text, { labels: [labelAt(text, "a", "", true)] }).length < 1000);
});

Deno.test("a combining character is marked beneath the one it is drawn over", () => {
  const text = "か\u3099 e\u0301";
  const labels = [
    labelAt(text, "\u3099", "a", true),
    labelAt(text, "\u0301", ""),
  ];
  assertEquals(excerptOf(text, labels).slice(1), [
    "  | ^^ -",
    "  | |",
    "  | a",
  ]);
});

Deno.test("line ends and controls in words stay on their line", () => {
  const labels = [labelAt("fc(2)", "2", "c\nd", true)];
  const hostile = mistake({
    message: "a\nb\r\nc\rd\te\x1b[31m",
    labels,
    notes: ["e\nf"],
    helps: [{ text: "g\nh" }],
  });
  const source = { name: "a\nb", text: "fc(2)" };
  assertEquals(renderDiagnostics([hostile], source).split("\n"), [
    "error[E100]: a b c d␉e␛[31m",
    " --> a b:1:4",
    "  |",
    "1 | fc(2)",
    "  |    ^ c d",
    "  |",
    "  = note: e f",
    "  = help: g h",
  ]);
  assertEquals(
    renderShort([hostile], source),
    "a b:1:4: error[E100]: a b c d␉e␛[31m",
  );
});

Deno.test("a diagnostic without labels is shown without a place", () => {
  const source = { name: "net.nn", text: "fc(2,1)" };
  const bare = mistake({});
  assertEquals(
    renderDiagnostics([bare], source),
    "error[E100]: wrong\n --> net.nn",
  );
  assertEquals(renderShort([bare], source), "net.nn: error[E100]: wrong");
  assertEquals(
    drawn("fc(2,1)", { notes: ["a fact"] }),
    "error[E100]: wrong\n --> net.nn\n  |\n  = note: a fact",
  );
});

Deno.test("no more lines of an edit are shown than fit", () => {
  const edit = { span: { start: 0, end: 0 }, text: "relu\n".repeat(20) };
  const rendered = drawn("tanh", { helps: [{ text: "add", edit }] });
  assertEquals(rendered.match(/relu/g)?.length, 6);
});

const widths:
  readonly (readonly [name: string, text: string, width: number])[] = [
    ["letters", "aé−→", 4],
    ["Chinese", "层〈㐀", 6],
    ["Japanese", "かカｶ", 5],
    ["Korean", "한국", 4],
    ["Korean in parts", "\u1112\u1161\u11ab", 2],
    ["full-width", "ｆ（￥", 6],
    ["circled numbers", "①㉈", 2],
    ["Tangut and old kana", "𗀀𛀀", 4],
    ["emoji", "😀🪀🟠🤖", 8],
    ["old symbols that are emoji", "⏰☔⚡✅❌⭐", 12],
    ["old symbols that are not", "☀✔❤🖥", 4],
    ["a symbol and a variation selector", "❤\ufe0f", 1],
    ["a flag", "🇩🇪", 2],
    ["a keycap", "1\ufe0f\u20e3", 1],
    ["a family, whose joint is shown", "👩\u200d👧", 5],
    ["a skin tone", "👍🏽", 4],
    ["invisible characters, which are shown", "\u200b\u2060\ufeff", 3],
    ["combining characters", "e\u0301か\u3099", 3],
  ];
for (const [name, text, width] of widths) {
  Deno.test(`the width of ${name} is ${width}`, () => {
    assertEquals(textWidth(text), width);
  });
}

// What follows counts columns a second time, naively: each character with what
// a terminal is sent for it and how wide that is.
const shownAs: Readonly<
  Record<string, readonly [shown: string, width: number]>
> = {
  " ": [" ", 1],
  ".": [".", 1],
  "é": ["é", 1],
  "e\u0301": ["e\u0301", 1],
  "\u0301": ["\u0301", 0],
  "层": ["层", 2],
  "ｆ": ["ｆ", 2],
  "한": ["한", 2],
  "😀": ["😀", 2],
  "⚡": ["⚡", 2],
  "❤\ufe0f": ["❤\ufe0f", 1],
  "\0": ["␀", 1],
  "\x1b": ["␛", 1],
  "\x7f": ["␡", 1],
  "\u0085": ["�", 1],
  "\u200b": ["�", 1],
  "\u202e": ["�", 1],
  "\ud800": ["�", 1],
};
const character = fc.constantFrom(...Object.keys(shownAs), "\t");
const lineEnd = fc.constantFrom("\n", "\r", "\r\n");
const pieces = fc.array(
  fc.oneof(
    { weight: 60, arbitrary: character },
    { weight: 1, arbitrary: lineEnd },
  ),
  { maxLength: 400, size: "max" },
);

/** What is shown of a line that is not cut, and its width. */
function naive(line: readonly string[]): { shown: string; width: number } {
  let shown = "";
  let width = 0;
  for (const piece of line) {
    const spaces = 4 - width % 4;
    const [own, ownWidth] = shownAs[piece] ?? [" ".repeat(spaces), spaces];
    shown += own;
    width += ownWidth;
  }
  return { shown, width };
}

/** The width of what is shown. */
function naiveWidth(shown: string): number {
  const isWide = (character: string) => "层ｆ한😀⚡".includes(character);
  const visible = Array.from(shown.replace(/[\u0301\ufe0f]/g, ""));
  return visible.length + visible.filter(isWide).length;
}

/** The lines of an excerpt, each with the row of marks below it. */
function linesOf(rows: readonly string[]): { text: string; marks: string }[] {
  return rows.flatMap((row, i) => {
    if (!/^ *\d+ \|/.test(row)) return [];
    const prefix = row.indexOf("|") + 2;
    return [{ text: row.slice(prefix), marks: rows[i + 1].slice(prefix) }];
  });
}

Deno.test("a mark lies beneath its character in a short line", () => {
  const line = fc.array(character, { minLength: 1, maxLength: 25 });
  const lines = fc.array(line, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(lines, lineEnd, fc.nat(), fc.nat(), (lines, lineEnd, m, n) => {
      const line = lines[m % lines.length];
      const at = n % line.length;
      const before = naive(line.slice(0, at));
      const width = naive(line.slice(0, at + 1)).width - before.width;
      fc.pre(width > 0);
      const above = lines.slice(0, m % lines.length).map((l) => l.join(""));
      const start = [...above, line.slice(0, at).join("")].join(lineEnd).length;
      const span = { start, end: start + line[at].length };
      const text = lines.map((line) => line.join("")).join(lineEnd);
      assertEquals(
        linesOf(excerptOf(text, [{ span, text: "", primary: true }])),
        [{
          text: naive(line).shown.trimEnd(),
          marks: " ".repeat(before.width) + "^".repeat(width),
        }],
      );
    }),
    { numRuns: 500 },
  );
});

Deno.test("marks lie beneath their characters, however long the line; what is not shown is noted", () => {
  const letters = ["A", "B", "C", "D"];
  const places = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(pieces, places, (pieces, places) => {
      const own = letters.slice(0, places.length);
      const all = [...pieces];
      for (const [i, letter] of own.entries()) {
        all.splice(places[i] % (all.length + 1), 0, letter);
      }
      const text = all.join("");
      const rows = excerptOf(
        text,
        own.map((letter, i) => labelAt(text, letter, `see ${letter}`, i === 0)),
      );
      const shown = linesOf(rows);
      for (const { text, marks } of shown) {
        const here = own.filter((letter) => text.includes(letter));
        for (const letter of here) {
          const column = naiveWidth(text.slice(0, text.indexOf(letter)));
          assertEquals(marks[column], letter === "A" ? "^" : "-");
        }
        assertEquals(marks.match(/[-^]/g)?.length, here.length);
      }
      for (const letter of own) {
        const isShown = shown.some(({ text }) => text.includes(letter));
        const note = new RegExp(`= note: at .*column \\d+: see ${letter}$`);
        assertEquals(rows.some((row) => note.test(row)), !isShown);
        assert(isShown || letter !== "A");
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("whatever the text, the labels and the words, the layout holds", () => {
  const words = fc.array(fc.oneof(character, lineEnd), { maxLength: 8 })
    .map((all) => all.join(""));
  const labels = fc.array(fc.tuple(fc.nat(), fc.nat(), words), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(pieces, labels, words, (pieces, places, words) => {
      const text = pieces.join("");
      const labels = places.map(([a, b, words], i) => {
        const [x, y] = [a % (text.length + 1), b % (text.length + 1)];
        const span = { start: Math.min(x, y), end: Math.max(x, y) };
        return { span, text: words, primary: i === 0 };
      });
      const options = { message: words, labels, notes: [words] };
      const rows = drawn(text, options).split("\n");
      for (const row of rows) {
        assert(/^(error\[| *-->| *\d* \||\.\.\.$| *= )/.test(row), row);
        assert(naiveWidth(row) <= 130 + 16, row);
        assert(!/[\p{Cc}\p{Cs}]/u.test(row), row);
      }
      for (const { text } of linesOf(rows)) {
        assert(naiveWidth(text) <= 122, text);
      }
      const short = renderShort([mistake(options)], { name: "net.nn", text });
      assert(!/[\p{Cc}\p{Cs}]/u.test(short), short);
    }),
    { numRuns: 500 },
  );
});
