import type { Shape } from "../../lib/base/shape.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import type { Pipeline } from "../syntax/ast.ts";
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
  const network = file.statements.find((each) => each.kind === "network");
  const at = network?.span.start ?? 0;
  const sizes = shape.join(",");
  const input = network && beginsWithInput(network.pipeline)
    ? `${nameOfInput}: input(${sizes})\n`
    : `input(${sizes}) -> `;
  return text.slice(0, at) + input + text.slice(at);
}

/** `x -> …`, which a line of its own declares. */
function beginsWithInput({ steps: [{ atom }] }: Pipeline): boolean {
  return atom.kind === "call" && atom.brackets === undefined &&
    atom.name.text === nameOfInput;
}
