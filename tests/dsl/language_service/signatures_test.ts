import { assertEquals } from "@std/assert";
import { languageService } from "../../../language_service.ts";

/** Texts with the signature at `|`; `⟨⟩` around the argument that is being written. */
const cases: readonly (readonly [string, string | undefined])[] = [
  ["fc(|", "fc(⟨out⟩,init=glorot,bias=zeros)"],
  ["fc(2|,", "fc(⟨out⟩,init=glorot,bias=zeros)"],
  ["fc(2, |", "fc(in,⟨out⟩,init=glorot,bias=zeros)"],
  ["fc(2,3,init=|", "fc(in,out,⟨init=glorot⟩,bias=zeros)"],
  ["fc(2,3,init=h|e)", "fc(in,out,⟨init=glorot⟩,bias=zeros)"],
  ["fc(3, in=|2)", "fc(out,⟨in=…⟩,init=glorot,bias=zeros)"],
  ["given a = [1, 2]\nb = sum(a, ax|", "sum(a, axis=…, keep=…)"],
  ["given a = [1, 2]\nb = sum(a, axis=|0)", "sum(a, ⟨axis=…⟩, keep=…)"],
  ["input(28,2|8,1)", "input(⟨shape…⟩)"],
  [
    "input(2) -> residual(fc(2|) -> relu)",
    "fc(⟨out⟩,init=glorot,bias=zeros)",
  ],
  ["input(2) -> residual(fc(2) -> |relu)", "residual(⟨f⟩)"],
  ["let f(n, m) = fc(n)\nf(2, |", "f(n, ⟨m⟩)"],
  ["given a = 2\ng(s, t) = s*t\nb = g(|a, a)", "g(⟨s⟩, t)"],
  ["given a = 2\nb = exp((a|", "exp(⟨a⟩)"],
  ["fc(2,3) -> |relu", undefined],
  ["given x = [1, |", undefined],
];
for (const [text, expected] of cases) {
  Deno.test(`the signature at | in ${JSON.stringify(text)}`, () => {
    const offset = text.indexOf("|");
    const found = languageService(text.replace("|", "")).signatureAt(offset);
    const { start, end } = found?.arguments[found.active ?? -1]?.span ??
      { start: 0, end: 0 };
    const { label } = found ?? {};
    if (found !== undefined && found.active === undefined) {
      assertEquals(label, expected);
      return;
    }
    assertEquals(
      label &&
        `${label.slice(0, start)}⟨${label.slice(start, end)}⟩${
          label.slice(end)
        }`,
      expected,
    );
  });
}

Deno.test("an argument has its meaning, what it takes and its default", () => {
  const [, , init] = languageService("fc(2,3)").signatureAt(5)?.arguments ?? [];
  const { summary, default: value } = init;
  assertEquals([summary, value], ["how the weight is filled", "glorot"]);
});
