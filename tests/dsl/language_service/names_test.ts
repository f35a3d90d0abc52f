import { assertEquals } from "@std/assert";
import { applyEdit } from "../../../dsl/diagnostics/diagnostic.ts";
import { languageService } from "../../../language_service.ts";

/** A text without its `|`, and where that was. */
function marked(text: string): readonly [text: string, offset: number] {
  return [text.replace("|", ""), text.indexOf("|")];
}

/** Texts with the new name of what is at `|`, and what comes out, or why not. */
const renamings: readonly (readonly [
  text: string,
  newName: string,
  expected: string,
])[] = [
  [
    "given a = 2\nb = |a*3\nexpect a.grad = 3",
    "w",
    "given w = 2\nb = w*3\nexpect w.grad = 3",
  ],
  [
    "swish(t) = |t*exp(t)\nswish'(t) = exp(t)\nfc(2,1) -> swish",
    "u",
    "swish(u) = u*exp(u)\nswish'(t) = exp(t)\nfc(2,1) -> swish",
  ],
  [
    "swish(t) = t*exp(t)\nswish'(t) = exp(t)\nfc(2,1) -> swi|sh",
    "own",
    "own(t) = t*exp(t)\nown'(t) = exp(t)\nfc(2,1) -> own",
  ],
  // Paths of a block have its name and the labels within it.
  [
    "let block(n) = h: fc(n)\ninput(2) -> blo|ck(3)*2\nexpect block2.h.weight = 0",
    "part",
    "let part(n) = h: fc(n)\ninput(2) -> part(3)*2\nexpect part2.h.weight = 0",
  ],
  [
    "let block(n) = h: fc(n)\ninput(2) -> block(3)*2\nexpect block2.h|.weight = 0",
    "inner",
    "let block(n) = inner: fc(n)\ninput(2) -> block(3)*2\nexpect block2.inner.weight = 0",
  ],
  [
    "let block(n) = fc(n)\ninput(2) -> blo|ck(n=3)\nexpect block1.fc1 = 0",
    "b2",
    "let b2(n) = fc(n)\ninput(2) -> b2(n=3)\nexpect b2_1.fc1 = 0",
  ],
  [
    "let block(n) = fc(|n)\ninput(2) -> block(n=3)",
    "width",
    "let block(width) = fc(width)\ninput(2) -> block(width=3)",
  ],
  [
    "let block = h: fc(2) -> add(id, h)\nh: input(2)\n|h -> block",
    "z",
    "let block = h: fc(2) -> add(id, h)\nz: input(2)\nz -> block",
  ],
  // The language says why a name is taken.
  ["given a = 2\nb = |a*3", "relu", "`relu` is the name of a layer"],
  ["given a = 2\nb = |a*3", "b", "`b` is defined twice"],
  ["given a = 2\nb = |a*3", "let", "`let` cannot be a name"],
  ["given a = 2\nb = |a*3", "2a", "`2a` cannot be a name"],
  ["f(|t) = t*e\nfc(2,1) -> f", "e", "`e` means something else here"],
  ["fc(2,1) -> re|lu", "r", "only a name of the text can be changed"],
  [
    "fc(2,1)\nexpect fc1.wei|ght = 0",
    "w",
    "only a name of the text can be changed",
  ],
];
for (const [text, newName, expected] of renamings) {
  Deno.test(`${JSON.stringify(text)} with the name ${newName}`, () => {
    const [plain, offset] = marked(text);
    const renamed = languageService(plain).renameEdits(offset, newName);
    const found = "edits" in renamed
      ? renamed.edits.toReversed().reduce(applyEdit, plain)
      : renamed.refusal;
    assertEquals(found, expected);
  });
}

/** Texts with the definition of what is at `|`. */
const definitions: readonly (readonly [string, string | undefined])[] = [
  ["h: fc(2,2) -> add(id, |h)", "h"],
  ["let f(n) = fc(|n)\ninput(2) -> f(3)", "n"],
  ["fc(2,3) -> relu -> fc(1)\nexpect fc2|.weight.grad = 0", "fc(1)"],
  ["fc(2,3) -> relu -> fc(1)\nexpect fc2.wei|ght.grad = 0", "fc(1)"],
  ["fc(2,3) -> re|lu", undefined],
];
for (const [text, expected] of definitions) {
  Deno.test(`the definition of what is at | in ${JSON.stringify(text)}`, () => {
    const [plain, offset] = marked(text);
    const span = languageService(plain).definitionAt(offset);
    assertEquals(span && plain.slice(span.start, span.end), expected);
  });
}

Deno.test("references are all definitions and uses, each a word", () => {
  const text = "given a = 2\nb = a*a\nexpect a.grad = 4";
  assertEquals(languageService(text).referencesAt(17), [
    { span: { start: 6, end: 7 }, isDefinition: true },
    { span: { start: 16, end: 17 }, isDefinition: false },
    { span: { start: 18, end: 19 }, isDefinition: false },
    { span: { start: 27, end: 28 }, isDefinition: false },
  ]);
});

Deno.test("the outline has the names of a text, the labels of a `let` within it", () => {
  const text = `let f(n) = g: fc(n) -> add(id, tanh)
given w = [1,
  2]
a: input(3) -> b: f(4)
c = w*2`;
  const outline = languageService(text).symbols().map((
    { name, kind, span, children },
  ) => [
    name,
    kind,
    text.slice(span.start, span.end),
    children.map((each) => each.name).join(),
  ]);
  assertEquals(outline, [
    ["f", "let", "let f(n) = g: fc(n) -> add(id, tanh)", "g"],
    ["w", "given", "given w = [1,\n  2]", ""],
    ["a", "input", "a: input(3)", ""],
    ["b", "label", "b: f(4)", ""],
    ["c", "formula", "c = w*2", ""],
  ]);
});

Deno.test("statements, brackets and comments of several lines can be folded", () => {
  const text = `# one
# two
input(2) # three
  -> add(
    fc(2),
    tanh) -> relu
given x = [1,
  2]`;
  const folds = languageService(text).folds().map(({ start, end }) =>
    text.slice(start, end)
  );
  assertEquals(folds, [
    "\n# two",
    "\n  -> add(\n    fc(2),\n    tanh) -> relu",
    "\n    fc(2),\n    tanh",
    "\n  2]",
  ]);
});
