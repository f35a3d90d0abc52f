import { assert, assertEquals } from "@std/assert";
import { showArray } from "../../../dsl/typesetting/arrays.ts";
import { renderTable, tableLines } from "../../../dsl/typesetting/table.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import { fit, wrapCommand } from "../../../dsl/typesetting/wrap.ts";

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

Deno.test("a command that goes on in the next line can be copied", () => {
  const line = '  nabla train "fc(2,1) -> mse" --data rows.csv --epochs 9';
  for (const width of [24, 30, 40, 56]) {
    const lines = wrapCommand(line, "      ", width);
    assert(lines.every((each) => textWidth(each) <= width), lines.join("\n"));
    const asOne = lines.join("\n").replaceAll(/ \\\n +/g, " ");
    assertEquals(asOne, line);
  }
  assertEquals(wrapCommand(line, "      ", 57).length, 1);
});
