// What each mistake prints. The texts are those of
// `wrong_texts.ts`; what they print is in the
// snapshot beside this file, which `deno test -u`
// writes anew: read the difference before you commit it.
import { assert, assertEquals } from "@std/assert";
import { codes } from "../../../dsl/diagnostics/codes.ts";
import { applyEdit, diagnostic } from "../../../dsl/diagnostics/diagnostic.ts";
import { withCheckedEdits } from "../../../dsl/diagnostics/edits.ts";
import {
  renderDiagnostics,
  renderShort,
} from "../../../dsl/diagnostics/render.ts";
import { compile } from "../../../text.ts";
import { wrongTexts as cases } from "./wrong_texts.ts";

for (const [name, code, text] of cases) {
  Deno.test(`diagnostic: ${name} is ${code}`, async (t) => {
    const { diagnostics, network } = compile(text);
    assertEquals(network, undefined);
    assert(
      diagnostics.some((each) => each.code === code),
      diagnostics.map((d) => d.code).join(),
    );
    await t.assertSnapshot(
      renderDiagnostics(diagnostics, { name: "net.nn", text }),
    );
  });
}

/** Cases with several mistakes in their spelling, of which an edit mends one. */
const misspelled = new Set(["full-width brackets", "several mistakes at once"]);

Deno.test("every suggested edit gets past its mistake, and leaves a text that can be read", () => {
  let tried = 0;
  for (const [name, , text] of cases) {
    for (const { code, helps, labels } of compile(text).diagnostics) {
      for (const { edit } of helps) {
        if (edit === undefined) continue;
        tried++;
        const start = labels.find(({ primary }) => primary)?.span.start;
        const after = compile(applyEdit(text, edit)).diagnostics;
        const stays = after.some((each) =>
          each.code === code && each.labels[0].span.start === start
        );
        assert(!stays, `${name}: ${applyEdit(text, edit)}`);
        const isMisread = after.some((each) => /^E0(?!19|20)/.test(each.code));
        assert(
          !isMisread || misspelled.has(name),
          `${name}: ${applyEdit(text, edit)}`,
        );
      }
    }
  }
  assert(tried > 40);
});

Deno.test("an edit that leaves the mistake is not shown", () => {
  const span = { start: 0, end: 1 };
  const helps = [
    { text: "no good", edit: { span, text: "a" } },
    { text: "good", edit: { span, text: "b" } },
    { text: "words alone" },
  ];
  const mistake = diagnostic("E100", "x is wrong", span, { helps });
  const [checked] = withCheckedEdits(
    "x",
    [mistake],
    (text) => text === "b" ? [] : [mistake],
  );
  assertEquals(checked.helps.map(({ text }) => text), ["good", "words alone"]);
});

Deno.test("every code that a text can cause has a case", () => {
  // E018 and E017 are too long to show, E022 and E023 are of the command
  // line, E201 and E203 to E205 are found by running; formulas have a file of their own.
  const elsewhere = new Set([
    "E017",
    "E018",
    "E022",
    "E023",
    "E201",
    "E203",
    "E204",
    "E205",
  ]);
  const seen = new Set(cases.map(([, code]) => code));
  assertEquals(
    Object.keys(codes).filter((code) =>
      code.startsWith("E") && !seen.has(code) && !elsewhere.has(code) &&
      !/^E0[34]/.test(code)
    ),
    [],
  );
});

Deno.test("every mistake offers a way out", () => {
  for (const [name, , text] of cases) {
    for (const { message, helps } of compile(text).diagnostics) {
      assert(helps.length > 0, `${name}: ${message}`);
    }
  }
});

Deno.test("messages begin small and end without a full stop", () => {
  for (const [, , text] of cases) {
    for (const { message, labels, notes, helps } of compile(text).diagnostics) {
      const phrases = [
        message,
        ...labels.map((l) => l.text),
        ...notes,
        ...helps.map((h) => h.text),
      ];
      for (const phrase of phrases) {
        assert(!/^[A-TV-Z]/.test(phrase) && !/\.$/.test(phrase), phrase);
        assert(!/illegal|invalid/.test(phrase), phrase);
      }
    }
  }
});

Deno.test("the short form is one line", () => {
  const text = "fc(2,1)\n  -> Sigmoid";
  assertEquals(
    compile(text).diagnostics.map((each) =>
      renderShort([each], { name: "net.nn", text })
    ),
    ["net.nn:2:6: error[E101]: `Sigmoid` is written `sigmoid`"],
  );
});

const hostile:
  readonly (readonly [name: string, code: string, text: string])[] = [
    ["10 MB of text", "E018", "fc(2,1) -> relu -> ".repeat(550_000)],
    ["1 MB of layers", "E115", "fc(2,2)" + " -> fc(2)".repeat(110_000)],
    ["100,000 open brackets", "E017", "(".repeat(100_000)],
    ["100,000 nested calls", "E017", "relu(".repeat(100_000)],
    ["100,000 nested arrays", "E017", "given x = " + "[".repeat(100_000)],
    ["100,000 closing brackets", "E014", "relu" + ")".repeat(100_000)],
    ["1 MB of one name", "E100", "a".repeat(1_000_000)],
    ["1 MB of one number", "E005", "fc(" + "9".repeat(1_000_000) + ")"],
    ["1 MB of newlines", "E019", "\n".repeat(1_000_000)],
    ["100,000 wrong lines", "E014", ")\n".repeat(100_000)],
    ["100,000 arrows", "E010", "->".repeat(100_000)],
    ["100,000 look-alikes", "E002", "→".repeat(100_000)],
    ["100,000 open quotes", "E001", "“".repeat(100_000)],
    ["40,000 misspelt steps", "E100", "sigmod -> ".repeat(40_000) + "relu"],
    [
      "8,000 arguments too many",
      "E102",
      "fc(2,2)" + " -> relu(1)".repeat(8000),
    ],
    [
      "1,000 lets within each other",
      "E017",
      "let a0 = relu\n" +
      Array.from({ length: 1000 }, (_, i) => `let a${i + 1} = a${i}\n`).join(
        "",
      ) +
      "fc(2,1) -> a1000",
    ],
  ];
for (const [name, code, text] of hostile) {
  Deno.test(`${name} gives ${code}, shown in little space`, () => {
    const { diagnostics } = compile(text);
    assertEquals(
      diagnostics.some((each) => each.code === code),
      true,
      diagnostics[0]?.code,
    );
    assert(diagnostics.length <= 200);
    const rendered = renderDiagnostics(diagnostics.slice(0, 3), {
      name: "net.nn",
      text,
    });
    assert(rendered.length < 10_000, String(rendered.length));
  });
}
