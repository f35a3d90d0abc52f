import { assertEquals } from "@std/assert";
import { languageService } from "../../../language_service.ts";

/** The pieces of a text with their kinds; `!` where a name is defined. */
function kindsOf(text: string): string {
  return languageService(text).tokens().map(({ span, kind, isDefinition }) =>
    `${text.slice(span.start, span.end)}/${kind}${isDefinition ? "!" : ""}`
  ).join(" ");
}

/** Texts with the kinds of some of their pieces. */
const cases: readonly (readonly [text: string, kinds: string])[] = [
  [
    "fc(2,1,init=he) -> relu*2 # end",
    "fc/layer (/bracket 2/number ,/punctuation 1/number ,/punctuation init/argument =/punctuation he/choice )/bracket ->/arrow relu/layer */operator 2/number # end/comment",
  ],
  [
    "let block(n) = h: fc(n) -> add(id, h)\nblock(4)",
    "let/keyword block/name! (/bracket n/parameter! )/bracket =/punctuation h/name! :/punctuation fc/layer (/bracket n/parameter )/bracket ->/arrow add/layer (/bracket id/layer ,/punctuation h/name )/bracket block/name (/bracket 4/number )/bracket",
  ],
  [
    "f(t) = e^t\nf'(t) = t",
    "f/function! (/bracket t/parameter! )/bracket =/punctuation e/number ^/operator t/parameter f/function '/punctuation (/bracket t/parameter! )/bracket =/punctuation t/parameter",
  ],
  [
    "given a = [1, -.5]\ny = sum(a, axis=0) - exp(a)\nexpect a.grad = _",
    "given/keyword a/name! =/punctuation [/bracket 1/number ,/punctuation -.5/number ]/bracket y/name! =/punctuation sum/function (/bracket a/name ,/punctuation axis/argument =/punctuation 0/number )/bracket -/operator exp/function (/bracket a/name )/bracket expect/keyword a/name ./punctuation grad/name =/punctuation _/number",
  ],
  // What is broken keeps the colours of what is right.
  [
    "fc(2,3) → sigm§ -> fc(",
    "fc/layer (/bracket 2/number ,/punctuation 3/number )/bracket →/arrow sigm/unknown §/unknown ->/arrow fc/layer (/bracket",
  ],
  [
    "let f(n = fc(n)\nf(2) ->",
    "let/keyword f/name! (/bracket n/parameter! =/punctuation fc/layer (/bracket n/parameter )/bracket f/name (/bracket 2/number )/bracket ->/arrow",
  ],
];
for (const [text, kinds] of cases) {
  Deno.test(`the colours of ${JSON.stringify(text)}`, () => {
    assertEquals(kindsOf(text), kinds);
  });
}
