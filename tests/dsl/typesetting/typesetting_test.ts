import { assert, assertEquals } from "@std/assert";
import { showArray } from "../../../dsl/typesetting/arrays.ts";
import { renderTable, tableLines } from "../../../dsl/typesetting/table.ts";
import { shorten, textWidth } from "../../../dsl/typesetting/width.ts";
import { fit, wrap, wrapCommand } from "../../../dsl/typesetting/wrap.ts";

const counted = (length: number) =>
  Array.from({ length }, (_, i) => (i - 2) / 8);

const arrays: readonly (readonly [
  shape: readonly number[],
  room: number,
  lines: readonly string[],
])[] = [
  [[], 20, ["-0.25"]],
  [[3], 20, ["[-0.25, -0.125, 0]"]],
  [[2, 3], 30, ["[[-0.25, -0.125,     0],", " [0.125,   0.25, 0.375]]"]],
  [[3, 3], 30, [
    "[[-0.25, -0.125,     0],",
    " [0.125,   0.25, 0.375],",
    " [  0.5,  0.625,  0.75]]",
  ]],
  [[2, 5], 40, [
    "[[-0.25, -0.125,     0, 0.125,  0.25],",
    " [0.375,    0.5, 0.625,  0.75, 0.875]]",
  ]],
  // An image of one channel lies as its pixels do, a row each.
  [[3, 3, 1], 40, [
    "[[[-0.25], [-0.125], [    0]],",
    " [[0.125], [  0.25], [0.375]],",
    " [[  0.5], [ 0.625], [ 0.75]]]",
  ]],
  // Where a row of pixels does not fit, a pixel is a row.
  [[2, 2, 2], 20, [
    "[[[-0.25, -0.125],",
    "  [    0,  0.125]],",
    " [[ 0.25,  0.375],",
    "  [  0.5,  0.625]]]",
  ]],
  // A row that does not fit goes on below.
  [[7], 24, [
    "[ -0.25, -0.125,      0,",
    "  0.125,   0.25,  0.375,",
    "    0.5]",
  ]],
  [[2, 5], 26, [
    "[[ -0.25, -0.125,      0,",
    "   0.125,   0.25],",
    " [ 0.375,    0.5,  0.625,",
    "    0.75,  0.875]]",
  ]],
  [[26], 200, ["-0.25 … 2.88, mean 1.31"]],
  [[4], 12, ["-0.25 … 0.125"]],
];
for (const [shape, room, lines] of arrays) {
  Deno.test(`${shape.join("×") || "a number"} in ${room} columns`, () => {
    const length = shape.reduce((a, b) => a * b, 1);
    assertEquals(showArray(counted(length), shape, room), lines);
  });
}

Deno.test("up to 25 numbers are shown where they fit, with fewer digits where they would not", () => {
  const thirds = Array.from({ length: 26 }, (_, i) => (i + 1) / 3);
  for (const shape of [[25], [5, 5], [1, 25], [5, 5, 1], [1, 5, 5, 1]]) {
    for (const room of [30, 40, 60, 80, 250]) {
      const lines = showArray(thirds.slice(0, 25), shape, room);
      assert(lines.every((line) => textWidth(line) <= room), lines.join("\n"));
      if (room === 250) assert(lines.join().includes("0.33333"));
    }
  }
  assertEquals(showArray(thirds, [26], 250).length, 1);
  assert(showArray(thirds, [2, 13], 250)[0].includes("…"));
  assertEquals(showArray([1 / 3, 2 / 3], [2], 20), ["[0.33333, 0.66667]"]);
  assertEquals(showArray([1 / 3, 2 / 3], [2], 17), ["[0.3333, 0.6667]"]);
  assertEquals(showArray([1 / 3, 2 / 3], [2], 14), ["[0.333, 0.667]"]);
});

Deno.test("NaN is shown as NaN; a dot is what was not computed", () => {
  assertEquals(showArray(undefined, [2]), ["·"]);
  assertEquals(showArray([NaN], []), ["NaN"]);
  assertEquals(showArray([NaN, NaN], [2]), ["[NaN, NaN]"]);
  assertEquals(showArray([1, NaN, 3], [3]), ["[1, NaN, 3]"]);
  const many = counted(40);
  assertEquals(showArray(many.map(() => NaN), [40]), ["NaN throughout"]);
  assertEquals(showArray([...many, NaN, NaN], [42]), [
    "2 of 42 NaN, else -0.25 … 4.63",
  ]);
});

const columns = ["name", "what it is", {
  title: "size",
  align: "right",
}] as const;
const rows = [
  ["first", "a few words on the first", "1,234"],
  ["second", "and on the second", "5"],
];
const tables: readonly (readonly [width: number, lines: readonly string[]])[] =
  [
    [80, [
      "name    what it is                 size",
      "first   a few words on the first  1,234",
      "second  and on the second             5",
    ]],
    [36, [
      "name    what it is           size",
      "first   a few words on the  1,234",
      "        first",
      "second  and on the second       5",
    ]],
    [24, [
      "first",
      "  what it is  a few",
      "              words on",
      "              the first",
      "  size        1,234",
      "second",
      "  what it is  and on the",
      "              second",
      "  size        5",
    ]],
  ];
for (const [width, lines] of tables) {
  Deno.test(`a table in ${width} columns`, () => {
    const table = renderTable(columns, rows, { width });
    assertEquals(tableLines(table), lines);
    assert(lines.every((line) => textWidth(line) <= width));
  });
}

Deno.test("lines are broken at blanks and go on farther in; words, and pipes, are left alone", () => {
  const text = "  one two three four\n\nfive\n";
  assertEquals(fit(text, 12), "  one two\n    three\n    four\n\nfive\n");
  assertEquals(fit(text, undefined), text);
  assertEquals(fit("/a/path/without/blanks", 12), "/a/path/without/blanks");
  assertEquals(
    fit("\x1b[1mtwelve\x1b[22m signs", 12),
    "\x1b[1mtwelve\x1b[22m signs",
  );
  // What stands in backticks stays together, unless it alone is too wide.
  assertEquals(fit("one `a b` two", 8), "one\n  `a b`\n  two");
  assertEquals(fit("`a b c d` e", 6), "`a b\n  c d`\n  e");
});

Deno.test("Chinese is broken between characters, before no mark that closes and after none that opens", () => {
  const text =
    "`fc(2, 1)` 层（全连接层）需要 2 个数，实际为 3 个：“输入”的形状是[3]。建议：写`fc(3, 1)`，或者改变输入、目标……";
  const marks = /^[，。：；！？、）”…]|[（“]$/;
  for (let width = 12; width <= 120; width++) {
    const lines = wrap(text, width);
    assert(lines.every((line) => textWidth(line) <= width), lines.join("\n"));
    assertEquals(lines.filter((line) => marks.test(line)), []);
    // No code is broken, and every line that could take another character has it.
    assertEquals(lines.filter((line) => line.split("`").length % 2 === 0), []);
    const short = lines.slice(0, -1).filter((line) =>
      textWidth(line) < width - 11
    );
    assertEquals(short, []);
    const asOne = lines.join("").replaceAll(" ", "");
    assertEquals(asOne, text.replaceAll(" ", ""));
  }
  assertEquals(wrap("需要 2 个数", 9), ["需要 2 个", "数"]);
  assertEquals(wrap("写`fc(2, 1)`。", 8), ["写`fc(2,", "1)`。"]);
  assertEquals(wrap("/home/用户/x.csv", 6), ["/home/用", "户/x.csv"]);
});

Deno.test("a table, and what is cut off, count two columns for a wide character", () => {
  const rows = [["花萼", "花萼的长度以厘米为单位，从基部量到顶端"], ["x", "3"]];
  const table = renderTable(["名称", "说明"], rows, { width: 26 });
  assertEquals(tableLines(table), [
    "名称  说明",
    "花萼  花萼的长度以厘米为单",
    "      位，从基部量到顶端",
    "x     3",
  ]);
  assertEquals(shorten("花萼的长度", 7), "花萼的…");
  assertEquals(shorten("花萼的长度", 10), "花萼的长度");
});

Deno.test("a command that goes on in the next line can be copied", () => {
  const line = '  nabla train "fc(2,1) -> mse" --data rows.csv --epochs 9';
  for (const width of [24, 30, 40, 56]) {
    const lines = wrapCommand(line, "      ", width);
    assert(lines.every((each) => textWidth(each) <= width), lines.join("\n"));
    const asOne = lines.join("\n").replaceAll(/ \\\n +/g, " ");
    assertEquals(asOne, line);
  }
  assertEquals(wrapCommand(line, "      ", 57).length, 1);
  // A name in Chinese is not broken: the shell would take it for two.
  assertEquals(wrapCommand("nabla run 花萼长度与宽度.nn", "  ", 20), [
    "nabla run \\",
    "  花萼长度与宽度.nn",
  ]);
});
