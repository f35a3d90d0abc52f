// What is advised where windows, sizes and bounds do not go with an input.
import { assert, assertEquals } from "@std/assert";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { compile } from "../../../text.ts";

/** A wrong text and what mends it: a text, or words with code in them. */
const cases: readonly (readonly [text: string, better: string])[] = [
  ["input(4,4,3) -> maxpool(5)", "input(4,4,3) -> maxpool(4)"],
  [
    "input(4,2) -> avgpool(3,dilation=2)",
    "input(4,2) -> avgpool(2,dilation=2)",
  ],
  ["input(4,4,3) -> maxpool(3,pad=3)", "input(4,4,3) -> maxpool(3,pad=2)"],
  [
    "input(4,3) -> avgpool(3,pad=0,after=4,stride=1)",
    "input(4,3) -> avgpool(3,pad=0,after=2,stride=1)",
  ],
  [
    "input(4,4,3) -> conv(3,2,pad=same,after=1)",
    "input(4,4,3) -> conv(3,2,pad=same)",
  ],
  [
    "input(4,4,6) -> conv(3,9,groups=6)",
    "input(4,4,6) -> conv(3,9,groups=3)",
  ],
  [
    "input(4,4,3) -> conv_transpose(2,3,groups=2)",
    "input(4,4,3) -> conv_transpose(2,3,groups=1)",
  ],
  [
    "input(2,2,1) -> conv_transpose(1,2,pad=1)",
    "input(2,2,1) -> conv_transpose(1,2,pad=0)",
  ],
  [
    "input(3,1) -> maxpool(2,dilation=4,pad=1)",
    "input(3,1) -> maxpool(2,dilation=1,pad=1)",
  ],
  [
    "input(3,3,2) -> conv(1,4,groups=4294967296)",
    "input(3,3,2) -> conv(1,4,groups=2)",
  ],
  [
    "input(4,4) -> channel_shuffle(4294967296)",
    "input(4,4) -> channel_shuffle(4)",
  ],
  [
    "input(3,3,2) -> maxpool(1,after=4294967296)",
    "input(3,3,2) -> maxpool(1,after=0)",
  ],
  ["input(4,1) -> resize(2,factor=2)", "input(4,1) -> resize(2)"],
  ["input(4,1) -> resize(factor=[1e308])", "choose smaller sizes"],
  ["input(4,1) -> resize(factor=0.2)", "input(4,1) -> resize(factor=1)"],
  [
    "input(4,1) -> resize",
    "`resize(8)` makes 8 positions, `resize(factor=2)` twice as many",
  ],
  ["input(6,4,2) -> pixel_unshuffle(4)", "input(6,4,2) -> pixel_unshuffle(2)"],
  ["input(4,4,3) -> pixel_shuffle(2)", "`conv(1,4)` before it gives 4"],
  ["input(2,6) -> channel_shuffle(4)", "input(2,6) -> channel_shuffle(3)"],
  ["input(2,3) -> tile([2])", "input(2,3) -> tile(2)"],
  ["input(4,4,3) -> conv([3,3,3],8)", "input(4,4,3) -> conv(3,8)"],
  ["input(5) -> maxpool(2)", "input(5) -> reshape(5,1) -> maxpool(2)"],
  ["fc(2,3) -> clip(2,1)", "the smaller one comes first: `clip(1,2)`"],
  ["input(4,3) -> glu", "axis 0 can be halved: `glu(axis=0)`"],
  ["input(3) -> glu", "let the step before it give 4 there"],
  [
    "input(4,4,3) -> maxpool(2,ceil=true)",
    "input(4,4,3) -> maxpool(2,ceil=yes)",
  ],
  [
    "input(4,4,3) -> resize(8,mode=bilinear)",
    "input(4,4,3) -> resize(8,mode=linear)",
  ],
  [
    "input(4,4,3) -> resize(8,align_corners=true)",
    "input(4,4,3) -> resize(8,align=corners)",
  ],
  [
    "input(4,4,3) -> pad(1,mode=replicate)",
    "input(4,4,3) -> pad(1,mode=edge)",
  ],
];

for (const [text, better] of cases) {
  Deno.test(`${text}: ${better}`, () => {
    const begin = performance.now();
    const [{ helps }] = compile(text).diagnostics;
    assert(
      performance.now() - begin < 1000,
      "in a second, whatever the number",
    );
    const found = helps.map(({ text: words, edit }) =>
      edit === undefined ? words : applyEdit(text, edit)
    );
    assert(found.includes(better), found.join("\n"));
    if (better.includes("->")) assertEquals(compile(better).diagnostics, []);
  });
}
