// Every mistake that formulas, several inputs and losses, and axes make possible: where
// it is marked, and the way out.
import { assert, assertEquals } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { applyEdit, primarySpan } from "../../../dsl/diagnostics/diagnostic.ts";
import { wrongEnds, wrongFormulas, wrongShapes } from "./ways_out.ts";

const all = [...wrongFormulas, ...wrongEnds, ...wrongShapes];

for (const { text: marked, mended, says } of all) {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  const text = marked.replace(/[⟦⟧]/g, "");
  const name = JSON.stringify(marked);

  Deno.test(`${name} is one mistake, marked where it is`, () => {
    const { diagnostics } = compile(text);
    assertEquals(
      diagnostics.length,
      1,
      diagnostics.map(({ message }) => message).join("\n"),
    );
    const span = primarySpan(diagnostics[0]);
    assert(span !== undefined);
    const isThere = start <= span.start && span.end <= Math.max(end, start + 1);
    assert(
      isThere,
      `${diagnostics[0].message}: marks \`${
        text.slice(span.start, span.end)
      }\``,
    );
  });

  Deno.test(`${name} has a way out`, () => {
    const { diagnostics: [first] } = compile(text);
    assert(first !== undefined);
    const { message, labels, notes, helps } = first;
    const edits = helps.flatMap(({ edit }) =>
      edit === undefined ? [] : [applyEdit(text, edit)]
    );
    for (const edited of edits) {
      assertEquals(
        compile(edited).diagnostics.map(({ message }) => message),
        [],
        edited,
      );
    }
    const words = [
      message,
      ...labels.map(({ text }) => text),
      ...notes,
      ...helps.map(({ text }) => text),
    ].join("\n");
    if (mended !== undefined) {
      assert(
        edits.includes(mended),
        `offers ${JSON.stringify(edits)}: ${words}`,
      );
    }
    if (says !== undefined) assert(says.test(words), words);
  });
}
