import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
import { compile, type CompileOptions } from "../compiler/compiler.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { showingNetwork } from "./showing_network.ts";

/** The network of a text; `${…}` inserts numbers and pieces of text. */
export function nn(
  strings: TemplateStringsArray,
  ...values: readonly (number | string)[]
): Network;
/** The network of a text that may name your own layers. */
export function nn(text: string, options?: CompileOptions): Network;
/**
 * The network of a text.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { defineLayer } from "@nabla/nabla/define";
 * import { assertEquals } from "@std/assert";
 *
 * const hidden = 8;
 * assertEquals(nn`fc(2,${hidden}) -> tanh -> fc(1)`.parameterCount, 33);
 *
 * const cube = defineLayer({ name: "cube", f: (x) => x ** 3, df: (x) => 3 * x * x });
 * assertEquals(nn("fc(2,1) -> cube", { layers: [cube] }).steps.length, 2);
 * ```
 *
 * @throws {TextError} if the text does not compile.
 */
export function nn(
  strings: TemplateStringsArray | string,
  ...rest: readonly (number | string | CompileOptions | undefined)[]
): Network {
  const [options] = rest;
  const text = typeof strings === "string"
    ? strings
    : String.raw({ raw: strings }, ...rest);
  const { network, diagnostics } = compile(
    text,
    typeof strings === "string" && typeof options === "object" ? options : {},
  );
  if (network === undefined) {
    throw new TextError(say("compile"), text, diagnostics);
  }
  return showingNetwork(network);
}
