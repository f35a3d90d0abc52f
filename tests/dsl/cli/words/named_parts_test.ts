// What an option names for each input or loss.
import { assertEquals, assertThrows } from "@std/assert";
import { readCommandLine } from "../../../../dsl/cli/words/arguments.ts";
import { UsageError } from "../../../../dsl/cli/words/command.ts";
import { inputsOption } from "../../../../dsl/cli/words/data_options.ts";
import { partsIn } from "../../../../dsl/cli/words/named_parts.ts";

const read: readonly (readonly [
  text: string,
  parts: Readonly<Record<string, readonly string[]>> | undefined,
])[] = [
  ["a=x", { a: ["x"] }],
  ["a=x,y b=z", { a: ["x", "y"], b: ["z"] }],
  ["a=x,y, b=z", { a: ["x", "y"], b: ["z"] }],
  ["a=x,y,b=z", { a: ["x", "y"], b: ["z"] }],
  ['a="x,b=y, c=z",u b=v', { a: ["x,b=y, c=z", "u"], b: ["v"] }],
  ["  a = x", undefined],
  ["a=px0..px7  word_2=w", { a: ["px0..px7"], word_2: ["w"] }],
  ['a="stem, cm",leaf b="x ""y"""', { a: ["stem, cm", "leaf"], b: ['x "y"'] }],
  ["größe=x y", { größe: ["x y"] }],
  ["x,y", undefined],
  ["2=x", undefined],
  ["__proto__=x", JSON.parse('{"__proto__":["x"]}')],
];
for (const [text, parts] of read) {
  Deno.test(`--inputs ${text} names ${JSON.stringify(parts)}`, () => {
    assertEquals(partsIn("inputs", text), parts);
  });
}

for (const text of ["a=", "a= b=x", "a=x,,y", "a=x a=y"]) {
  Deno.test(`--inputs ${text} is refused`, () => {
    assertThrows(() => partsIn("inputs", text), UsageError, "names");
  });
}

Deno.test("words of parts belong to the option before them, others do not", () => {
  const { text, positional } = {
    ...readCommandLine(
      ["net.nn", "--inputs", "a=x", "b=y", "c.nn", "d=z"],
      [inputsOption],
    ),
  };
  assertEquals(text("inputs"), "a=x b=y");
  assertEquals(positional, ["net.nn", "c.nn", "d=z"]);
  const plain = readCommandLine(["--inputs", "x,y", "b=y"], [inputsOption]);
  assertEquals([plain.text("inputs"), plain.positional], ["x,y", ["b=y"]]);
  const joined = readCommandLine(["--inputs=a=x", "b=y"], [inputsOption]);
  assertEquals([joined.text("inputs"), joined.positional], ["a=x b=y", []]);
});
