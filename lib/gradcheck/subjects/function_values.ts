/**
 * Numbers that a stranger's function gives: what they may be, and what to do about
 * results that are none.
 *
 * @module
 */

import { type Phrase, say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Precision, Values } from "../../base/values.ts";
import { formatCount, plural } from "../../base/words.ts";

/**
 * A copy of a number, an array of numbers or a typed array.
 *
 * @param of the name of the function in messages.
 * @param rule what must hold: `f must give a number or an array of numbers`.
 * @throws {NablaError} if it is anything else, with words for a way out.
 */
export function readNumbers(
  of: string,
  rule: () => string,
  found: unknown,
  precision: Precision,
): Values {
  const kind = precision === "float64" ? Float64Array : Float32Array;
  if (typeof found === "number") return kind.of(found);
  if (isArrayLike(found)) {
    const values = new kind(found.length);
    for (let i = 0; i < values.length; i++) {
      const value = found[i];
      if (typeof value !== "number") {
        throw refusal(of, rule(), ...inArray(value, i));
      }
      values[i] = value;
    }
    return values;
  }
  throw refusal(of, rule(), ...describe(found));
}

/** What is wrong with a function, its arguments or its results, by the rule that it breaks. */
export function refusal(
  of: string,
  rule: string,
  found?: string,
  wayOut?: string,
): NablaError<"call"> {
  const action = say("check the gradients of {name}", { name: of });
  return new NablaError("call", { action, rule, found, wayOut });
}

/** Whether it is an array, or anything else of a length whose contents are told by number. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  if (Array.isArray(value)) return true;
  return typeof value === "object" && value !== null && "length" in value &&
    Number.isSafeInteger(value.length) && !("then" in value);
}

/** Whether it has to be awaited. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}

type Description = readonly [found: string, wayOut?: string];

/** What stands in an array in place of a number. */
function inArray(value: unknown, index: number): Description {
  if (isArrayLike(value)) {
    return [
      say("an array in an array"),
      say("flatten it, as by flat(Infinity)"),
    ];
  }
  const [what, wayOut]: Description = value === undefined
    ? ["undefined"]
    : describe(value);
  return [
    say("{value} in place of number {number}", {
      value: what,
      number: formatCount(index),
    }),
    wayOut,
  ];
}

/** What to call for the numbers of a tensor, by a method or a property that such objects have. */
const ways: readonly (readonly [name: string, wayOut: Phrase])[] = [
  ["dataSync", "give its dataSync()"],
  ["tolist", "give its tolist(), flattened"],
  ["toArray", "give its toArray(), flattened"],
  ["data", "give its data"],
];

/** Words for what is not a number, and what may help. */
export function describe(value: unknown): Description {
  if (value === null) return ["null"];
  if (typeof value === "undefined") {
    return ["undefined", say("end it with return and the result")];
  }
  if (typeof value === "bigint") {
    return [say("a bigint"), say("convert it, as by Number(n)")];
  }
  if (typeof value === "function") return [say("a function"), say("call it")];
  if (typeof value === "string") return [say("a string")];
  if (typeof value === "number") return [say("a number")];
  if (typeof value !== "object") {
    return [say("a {kind}", { kind: typeof value })];
  }
  if (isPromise(value)) {
    // Nobody awaits it any more: if it is rejected, that is no news.
    value.then(() => {}, () => {});
    return [
      say("a promise"),
      say("await it, or take gradcheckAsync or assertGradientsAsync"),
    ];
  }
  const name = nameOf(value);
  for (const [method, wayOut] of ways) {
    if (!(method in value)) continue;
    return method === "data" && isMethod(value, method)
      ? [name, say("await its data(), with gradcheckAsync")]
      : [name, say(wayOut)];
  }
  if (Array.isArray(Reflect.get(value, "shape"))) {
    return [
      say("{name} with a shape", { name }),
      say("give its numbers as a flat array"),
    ];
  }
  return [name, say("give its numbers as a flat array")];
}

function isMethod(value: object, name: string): boolean {
  try {
    return typeof Reflect.get(value, name) === "function";
  } catch {
    // A property that throws, as of a tensor whose numbers lie on another device.
    return false;
  }
}

/** `an object`, `an object of Tensor` */
function nameOf(value: object): string {
  const name: unknown = Reflect.get(value, "constructor")?.name;
  return typeof name !== "string" || name === "" || name === "Object"
    ? say("an object")
    : say("an object of {name}", { name });
}

/** Words for what should be a list of gradients: `2 gradients`, `3 numbers`, `a string`. */
export function describeList(found: unknown): Description {
  if (!isArrayLike(found)) return describe(found);
  const isFlat = typeof found[0] === "number" || ArrayBuffer.isView(found);
  return [plural(found.length, isFlat ? "number" : "gradient")];
}
