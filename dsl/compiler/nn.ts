/**
 * The short way from a text to a network.
 *
 * @module
 */

import type { Network } from "../../lib/network/network.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { compile, type CompileOptions } from "./compiler.ts";

/** Thrown where a text does not compile. Its message is what a terminal shows: every mistake with its place. */
export class TextError extends SyntaxError {
  /** The mistakes. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text. */
  readonly text: string;

  /** Renders the diagnostics into the message. */
  constructor(text: string, diagnostics: readonly Diagnostic[]) {
    const rendered = renderDiagnostics(diagnostics, { name: "text", text });
    super(`Cannot compile the text of a network\n${rendered}`);
    this.name = "TextError";
    this.diagnostics = diagnostics;
    this.text = text;
  }
}

/** The network of a text; `${…}` inserts numbers and pieces of text. */
export function nn(
  strings: TemplateStringsArray,
  ...values: readonly (number | string)[]
): Network;
/** The network of a text that may name layers of one's own. */
export function nn(text: string, options?: CompileOptions): Network;
/**
 * The network of a text.
 *
 * ```ts
 * import { defineLayer, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const hidden = 8;
 * assertEquals(nn`fc(2,${hidden}) -> tanh -> fc(1)`.parameterCount, 33);
 *
 * const cube = defineLayer({ name: "cube", f: (x) => x ** 3, df: (x) => 3 * x * x });
 * assertEquals(nn("fc(2,1) -> cube", { layers: [cube] }).steps.length, 2);
 * ```
 *
 * @throws {TextError} if the text does not compile; its message shows every
 * mistake with its place.
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
  if (network === undefined) throw new TextError(text, diagnostics);
  return network;
}
