import type { Branch, Part } from "../../lib/layer/merge.ts";
import type { Network } from "../../lib/network/network.ts";
import * as plain from "../../lib/network/pipeline.ts";
import { showingNetwork } from "./showing_network.ts";

/**
 * Makes a network of parts that follow one another: the TypeScript twin of a
 * text's `a -> b -> c`.
 *
 * ```ts
 * import { bce, fc, format, nn, pipeline, sigmoid, tanh } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(fc(2, 4), tanh(), fc(1), sigmoid(), bce());
 * assertEquals(
 *   format(net),
 *   format(nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`),
 * );
 * ```
 *
 * @throws {AssemblyError} if it has no step, the first does not fix the size of
 * its input, a loss is not the last, or a label is used twice.
 * @throws {ShapeError} if two steps do not fit.
 * @throws {LimitError} if the network is too large.
 * @throws {NablaError} if a value is named `x` and the network has an input.
 */
export function pipeline(...parts: readonly Part[]): Network {
  return showingNetwork(plain.pipeline(...parts));
}

/**
 * Makes a network of several rows: the TypeScript twin of a text of several
 * pipelines and formulas. A row is a part, or several that follow one another; a
 * labelled `input` alone declares an input of that name, and each row can use the
 * labels of those before it.
 *
 * ```ts
 * import { add, fc, id, input, labelled, mse, network, reference } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * // a: input(3); b: input(4); a -> h: fc(2); b -> fc(2) -> add(id, h) -> mse
 * const net = network(
 *   labelled("a", input(3)),
 *   labelled("b", input(4)),
 *   [reference("a"), labelled("h", fc(2))],
 *   [reference("b"), fc(2), add(id(), reference("h")), mse()],
 * );
 * assertEquals([...net.bind().inputs.keys()], ["a", "b"]);
 * ```
 *
 * @throws {AssemblyError} if the rows do not make a network, as {@linkcode pipeline}
 * says, or nothing uses an input or the end of a row.
 * @throws {ShapeError} if two steps do not fit.
 * @throws {LimitError} if the network is too large.
 * @throws {NablaError} if a value is named `x` and the network has an input of its own.
 */
export function network(...rows: readonly Branch[]): Network {
  return showingNetwork(plain.network(...rows));
}
