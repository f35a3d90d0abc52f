// Texts in the middle of an edit: nothing throws, and all spans are in the text.
import { assert, assertEquals } from "@std/assert";
import { languageService, type Span } from "../../../language_service.ts";
import { exampleTexts } from "./texts.ts";
import { examineService } from "../../fuzz/service_oracle.ts";

Deno.test("every example, cut off anywhere, is answered with spans within it", () => {
  let count = 0;
  for (const text of exampleTexts()) {
    for (let end = 0; end <= text.length; end += 5) {
      assertEquals(examineService(text.slice(0, end), end), undefined);
      count++;
    }
  }
  assert(count > 1000, String(count));
});

Deno.test("the colours cover all that is not blank, once", () => {
  for (const text of exampleTexts()) {
    for (const cut of [text, text.slice(0, text.length >> 1), `${text}§ (`]) {
      let at = 0;
      const blank = (span: Span) => cut.slice(at, span.start).trim();
      for (const { span } of languageService(cut).tokens()) {
        assert(span.start >= at && span.end > span.start);
        assertEquals(blank(span), "");
        at = span.end;
      }
      assertEquals(cut.slice(at).trim(), "");
    }
  }
});

Deno.test("whatever is asked of a library of `let`s, it has no network and no mistake", () => {
  const service = languageService("let f(n) = fc(n) -> relu\ng(t) = t^2");
  assertEquals(service.diagnostics(), []);
  assertEquals(service.shapes(), []);
});

Deno.test("names of libraries are known", () => {
  const libraries = ["let block(n) = fc(n) -> relu"];
  const service = languageService("input(3) -> block(4)", { libraries });
  assertEquals(service.diagnostics(), []);
  assertEquals(service.shapes().map(({ text }) => text), ["3", "4"]);
  assertEquals(
    service.tokens().map(({ kind }) => kind).includes("unknown"),
    false,
  );
});
