import type { Shape } from "../../lib/base/shape.ts";
import type { Compiled } from "./compiler.ts";

/** Whether all that a text lacks is the size of its input. */
export function isInputOpen({ diagnostics }: Compiled): boolean {
  return diagnostics.length > 0 &&
    diagnostics.every(({ code }) => code === "E112");
}

/**
 * The text with the shape of the input before its network, which may leave it open.
 *
 * ```ts
 * import { compile, withInput } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const open = compile("fc(3) -> cross_entropy");
 * assertEquals(withInput(open, [4]), "input(4) -> fc(3) -> cross_entropy");
 * ```
 */
export function withInput({ text, file }: Compiled, shape: Shape): string {
  const network = file.statements.find(({ kind }) => kind === "network");
  const at = network?.span.start ?? 0;
  return `${text.slice(0, at)}input(${shape.join(",")}) -> ${text.slice(at)}`;
}
