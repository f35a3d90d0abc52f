import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { formatText, parse, TextError } from "../../../text.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { pipelineText } from "../../helpers/random_texts.ts";

const cases: readonly (readonly [text: string, formatted: string])[] = [
  ["(fc(2,1)\n) -> relu", "(fc(2,1)) -> relu\n"],
  ["(fc(2,1)\n\n)*2", "(fc(2,1))*2\n"],
  ["fc( 2,1 )->sigmoid", "fc(2,1) -> sigmoid\n"],
  ["relu( ) -> fc(2,)", "relu -> fc(2)\n"],
  ["h :fc(2,1,init = he)", "h: fc(2,1,init=he)\n"],
  ["(fc(2,2)->relu) * 3", "(fc(2,2) -> relu)*3\n"],
  ["add(fc(2),id)", "add(fc(2), id)\n"],
  ["given  x=[[1,2],[ 3,-4e-1 ]]", "given x = [[1, 2], [3, -4e-1]]\n"],
  ["given x=[ 1 / 3,-1/4 ]", "given x = [1/3, -1/4]\n"],
  ["leaky_relu( 1 /100 )", "leaky_relu(1/100)\n"],
  [
    "let f(a,b)=fc(a)->fc(b)\nf(1,2)",
    "let f(a, b) = fc(a) -> fc(b)\nf(1, 2)\n",
  ],
  ["fc(2,1) ->\n\n sigmoid", "fc(2,1)\n  -> sigmoid\n"],
  [
    "# a\n\n\n# b\nfc(2,1) # c\n # d\n->relu # e\n#f",
    "# a\n\n# b\nfc(2,1) # c\n  # d\n  -> relu # e\n#f\n",
  ],
  [
    "given x = [ # rows\n[1, 2], # one\n[3, 4]]",
    "given x = [ # rows\n  [1, 2], # one\n  [3, 4]]\n",
  ],
  [
    "add(\nfc(2),\nconcat(\nid,\nrelu))",
    "add(\n  fc(2),\n  concat(\n    id,\n    relu))\n",
  ],
  [
    "add(\nconcat(\n# within\nid,\nrelu),\n# behind\nid) # last\n# on a line",
    "add(\n  concat(\n    # within\n    id,\n    relu),\n  # behind\n  id) # last\n# on a line\n",
  ],
  ["given x = [\n[1,\n2],[3,4]\n]", "given x = [\n  [1,\n    2], [3, 4]]\n"],
  ["relu(\n)", "relu\n"],
  ["given x = [\n]", "given x = []\n"],
  ["b=w*a+ c -d", "b = w*a + c - d\n"],
  ["b = a * b / c ^ 2", "b = a*b/c^2\n"],
  ["b = - a - - c*- d ^ - 2", "b = -a - -c*-d^-2\n"],
  ["b = ( - a+c )*2", "b = (-a + c)*2\n"],
  ["f ( x,y )=max( x,y,axis = -1 )", "f(x, y) = max(x, y, axis=-1)\n"],
  ["f ' ( x )=sum(x,axis=[ 0,-1 ])", "f'(x) = sum(x, axis=[0, -1])\n"],
  ["b = a +\n\n  c *\nd", "b = a\n  + c\n  *d\n"],
  ["b = a\n-c\nfc(2)->relu", "b = a\n  - c\nfc(2) -> relu\n"],
  ["b =\n a + # one\nc # two", "b = a + # one\n  c # two\n"],
  ["b = f(a,\n c\n+ d)", "b = f(a,\n  c\n  + d)\n"],
  ["x = -.5", "x = -.5\n"],
  ["given x = [- 3, 1]", "given x = [-3, 1]\n"],
  ["", ""],
  ["\n\n# only a comment\n\n", "# only a comment\n"],
];
for (const [text, formatted] of cases) {
  Deno.test(`${JSON.stringify(text)} is formatted as ${JSON.stringify(formatted)}`, () => {
    assertEquals(formatText(text), formatted);
    assertEquals(formatText(formatted), formatted);
  });
}

Deno.test("long lines are broken before an arrow, none at 80 columns", () => {
  const long = Array.from({ length: 12 }, (_, i) => `fc(${100 + i})`).join(
    "->",
  );
  const lines = formatText(`input(3)->${long}`).trimEnd().split("\n");
  assert(lines.length > 1);
  for (const line of lines) assert(line.length <= 80, line);
  assert(lines.slice(1).every((line) => line.startsWith("  -> ")));
});

Deno.test("a line of 80 columns stays, one of 81 is broken before its last arrow", () => {
  const first = `input(3)${" -> relu".repeat(6)}`;
  for (const [width, between] of [[80, " "], [81, "\n  "]] as const) {
    const label = "h".repeat(width - first.length - " -> : relu".length);
    assertEquals(
      formatText(`${first} -> ${label}: relu`),
      `${first}${between}-> ${label}: relu\n`,
    );
  }
});

Deno.test("long formulas are broken before + and -, none at 80 columns", () => {
  const terms = Array.from({ length: 14 }, (_, i) => `w${i + 10}*x${i + 10}`);
  for (const text of [terms.join(" + "), `sigmoid(${terms.join("-")})`]) {
    const lines = formatText(`y = ${text}`).trimEnd().split("\n");
    assert(lines.length > 1);
    for (const line of lines) assert(line.length <= 80, line);
    assert(lines.slice(1).every((line) => /^ {2}[-+] w/.test(line)));
  }
});

Deno.test("the language's files are canonical, but for aligned equals signs", () => {
  for (const [name, text] of Object.entries(languageFiles)) {
    const plain = text.replace(/ +=/g, " =").replace("(65, 64)", "(65,64)");
    assertEquals(formatText(text), plain, name);
  }
});

Deno.test("a text with mistakes is not formatted", () => {
  assertThrows(() => formatText("fc(2,1"), TextError, "never closed");
});

/** A syntax tree without places: what the text says. */
function meaning(text: string): unknown {
  return JSON.parse(
    JSON.stringify(
      parse(text).file.statements,
      (key, value) => key === "span" || key === "brackets" ? undefined : value,
    ),
  );
}

/** Spaces, line ends and comments where they may stand. */
const noise = fc.constantFrom(" ", "  ", "\n", " # c\n", "\n\n", "\t");

Deno.test("formatting keeps what a text says and its comments, and is done after once", () => {
  fc.assert(
    fc.property(pipelineText, fc.array(noise, { minLength: 8, maxLength: 8 }), (
      text,
      noises,
    ) => {
      let i = 0;
      const next = () => noises[i++ % noises.length];
      const noisy = text.replace(
        /(->|[(,])( ?)/g,
        (_all, sign) => sign === "->" ? `${sign}${next()}` : `${sign}${next()}`,
      );
      assertEquals(parse(noisy).diagnostics, [], noisy);
      const formatted = formatText(noisy);
      assertEquals(meaning(formatted), meaning(noisy));
      assertEquals(
        parse(formatted).file.comments.map((c) => c.text),
        parse(noisy).file.comments.map((c) => c.text.trimEnd()),
      );
      assertEquals(formatText(formatted), formatted);
      assert(!/[ \t]$/m.test(formatted));
    }),
    { numRuns: 200 },
  );
});
