import { assertEquals } from "@std/assert";
import { languageService } from "../../../language_service.ts";

/** A text with the shape of each step behind it. */
function shown(text: string): string {
  let result = "";
  let at = 0;
  for (const { offset, text: shape } of languageService(text).shapes()) {
    result += `${text.slice(at, offset)}‹${shape}›`;
    at = offset;
  }
  return result + text.slice(at);
}

/** Texts with their shapes, worked out by hand. */
const cases: Readonly<Record<string, string>> = {
  "pipelines": "fc(2,3)‹3› -> tanh‹3› -> fc(1)‹1› -> mse‹1›",
  "branches and repeats":
    "input(4,4,2)‹4×4×2› -> residual(conv(3,2,pad=1)‹4×4×2› -> relu‹4×4×2›)*2‹4×4×2› -> concat(id‹4×4×2›, conv(1,3)‹4×4×3›)‹4×4×5› -> flatten‹80›",
  "brackets have the shape of their last step":
    "input(4)‹4› -> (fc(4)‹4› -> relu‹4›)*2‹4› -> (tanh‹4›) -> fc(1)‹1›",
  "a `let` where all its uses agree":
    "let block = fc(4)‹4› -> relu‹4›\ninput(3)‹3› -> block‹4› -> block*2‹4›",
  "no shape where uses differ":
    "let block(n) = fc(n) -> relu\ninput(3)‹3› -> block(4)‹4› -> block(5)‹5›",
  "formulas": "given a = [1, 2, 3]\nb = a*2 + 1‹3›\nc = sum(b)‹1›",
  "everything before an unknown layer":
    "fc(2,4)‹4› -> relu‹4› -> dense(3) -> sigmoid",
  "everything before a width that does not fit":
    "fc(2,4)‹4› -> relu‹4› -> fc(3,1) -> sigmoid",
  "everything before an arrow without a step":
    "input(8)‹8› -> residual(fc(4)‹4› -> relu‹4› -> ",
  "branches before a bracket that is never closed":
    "input(8)‹8› -> add(fc(4)‹4›, fc(6)‹6› -> tan",
  "other lines than that of a mistake":
    "given a = 2\nb = a*(1\nc = a + 1‹1›\nexpect c = ",
  "nothing where the input is not known": "relu -> fc(4) -> tanh",
};
for (const [what, expected] of Object.entries(cases)) {
  Deno.test(`shapes: ${what}`, () => {
    assertEquals(shown(expected.replaceAll(/‹[^›]*›/g, "")), expected);
  });
}
