import { assert, assertEquals } from "@std/assert";
import { codes } from "../../../dsl/diagnostics/codes.ts";
import {
  type HoverBlock,
  languageService,
  lessonOf,
} from "../../../language_service.ts";

function hoverAt(marked: string) {
  const offset = marked.indexOf("|");
  return languageService(marked.replace("|", "")).hoverAt(offset);
}

/** The rows of the table with this heading. */
function rowsOf(
  blocks: readonly HoverBlock[] | undefined,
  heading: string,
): readonly (readonly string[])[] {
  return (blocks ?? []).flatMap((each) =>
    each.kind === "table" && each.heading === heading ? each.rows : []
  );
}

function wordsOf(blocks: readonly HoverBlock[] | undefined): string {
  return (blocks ?? []).flatMap((each) =>
    each.kind === "paragraph" ? [each.text] : []
  ).join("\n");
}

/** Texts, and what is told of the place of the word at `|`, worked out by hand. */
const here: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ["f|c(2,4) -> relu", [["shape", "2 -> 4"], ["parameters", "12"]]],
  ["input(4,4,1) -> con|v(3,2)", [
    ["shape", "4×4×1 -> 2×2×2"],
    ["parameters", "20"],
  ]],
  // 0.5·1 - 1·2 + 0.1 = -1.4, and σ(-1.4) = 0.19782.
  [
    "fc(2,1) -> h: sigmoid\ngiven x = [1, 2]\ngiven fc1.weight = [[0.5, -1]]\ngiven fc1.bias = [0.1]\nexpect |h = 0",
    [["shape", "1"], ["value", "[0.19782]"], ["gradient", "[1]"]],
  ],
  [
    "given a = 2\nb = |a*3",
    [["shape", "1"], ["value", "2"], ["gradient", "3"]],
  ],
  [
    "given a = [2, 5|]\nb = a*a\nc = sum(b)",
    [["value", "5"], ["gradient", "10"]],
  ],
];
for (const [text, rows] of here) {
  Deno.test(`what is told here of | in ${JSON.stringify(text)}`, () => {
    assertEquals(rowsOf(hoverAt(text)?.blocks, "here"), rows);
  });
}

/** Texts, and words that are told of the word at `|`. */
const words: readonly (readonly [string, string])[] = [
  ["fc(2,|4)", "`out` of `fc`: the number of outputs"],
  ["fc(|4)", "`out` of `fc`: the number of outputs"],
  ["fc(2,4,in|it=he)", "`init` of `fc`: how the weight is filled"],
  ["fc(2,4,init=h|e)", "normal with variance 2/fanIn"],
  ["fc(2,2) -> relu*|3", "the number of copies"],
  ["giv|en x = 2", "fixes numbers"],
  ["fc(2,1)\nexpect fc1.weight|.grad = 0", ""],
  ["y = p|i*2", "pi = 3.14159"],
  ["fc(2,1) -> m|se", "the target is a number for each output"],
];
for (const [text, expected] of words) {
  Deno.test(`what | is in ${JSON.stringify(text)}`, () => {
    assert(wordsOf(hoverAt(text)?.blocks).includes(expected), expected);
  });
}

Deno.test("the page of a layer has its usages, arguments and gradients", () => {
  const blocks = hoverAt("input(3) -> f|c(2)")?.blocks;
  assert(
    blocks?.some((each) =>
      each.kind === "code" && each.text === "fc(out)\nfc(in,out)"
    ),
  );
  assertEquals(rowsOf(blocks, "gradients"), [
    ["dx", "dy·W"],
    ["dweight", "dyᵀ·x"],
    ["dbias", "Σ dy"],
  ]);
  assertEquals(rowsOf(blocks, "arguments").map(([name]) => name), [
    "in",
    "out",
    "init",
    "bias",
  ]);
});

Deno.test("there is nothing to tell of blanks, signs and what nobody knows", () => {
  for (const text of ["fc(2,1) |", "fc(2,1) -|> relu", "fc(2,1) -> nob|ody"]) {
    assertEquals(hoverAt(text), undefined);
  }
});

Deno.test("every code has its lesson", () => {
  for (const code of Object.keys(codes)) {
    assert((lessonOf(code)?.length ?? 0) >= 2, code);
  }
  assertEquals(lessonOf("toString"), undefined);
});
