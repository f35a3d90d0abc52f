// Options of the library as the command line writes them.
import { assertEquals } from "@std/assert";
import { readCommandLine } from "../../../dsl/cli/words/arguments.ts";
import {
  readNames,
  tableOptions,
} from "../../../dsl/cli/words/data_options.ts";
import { writeOption } from "../../../dsl/typesetting/option_words.ts";
import { formatAdvice, type OptionUse } from "../../../mod.ts";

const cases: readonly (readonly [use: OptionUse, words: string])[] = [
  [{ option: "missing", value: "mean" }, "--missing mean"],
  [{ option: "header", value: true }, "--header yes"],
  [{ option: "header", value: false }, "--header no"],
  [{ option: "shuffle" }, "--shuffle"],
  [{ option: "without", value: ["w"] }, "--without w"],
  [{ option: "without", value: ["größe"] }, "--without größe"],
  [{ option: "without", value: ["w", "h"] }, "--without w,h"],
  [{ option: "without", value: ["a b"] }, "--without 'a b'"],
  [{ option: "without", value: ["w, cm"] }, `--without '"w, cm"'`],
  [{ option: "without", value: ['6"'] }, `--without '"6"""'`],
  [{ option: "without", value: ["it's"] }, `--without 'it'\\''s'`],
  [{ option: "without", value: ["$(rm)"] }, "--without '$(rm)'"],
  [{ option: "without", value: ["a\u001b[31m"] }, "--without NAME"],
  [
    { option: "targetKind", value: "class" },
    "fc(N) -> cross_entropy at the network's end",
  ],
  [{ option: "prefix", value: "m." }, "--prefix 'm.'"],
  [
    { option: "names", value: { fc1: "encoder.0", fc2: "decoder" } },
    "--names fc1=encoder.0,fc2=decoder",
  ],
];
for (const [use, words] of cases) {
  Deno.test(`an option is written ${JSON.stringify(words)}`, () => {
    assertEquals(
      formatAdvice(["Try ", use, "."], writeOption),
      `Try ${words}.`,
    );
  });
}

Deno.test("a list of names that is written is read as the same names", () => {
  for (const names of [["w, cm", "h"], ['6"', "x"], [" a ", "b"], ["a b"]]) {
    const written = writeOption({ option: "without", value: names });
    const [, word] = /^--without '(.*)'$/.exec(written) ?? [];
    const args = readCommandLine(["--without", word ?? ""], tableOptions);
    assertEquals(readNames(args, "without"), names);
  }
});
