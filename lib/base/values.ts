import { type Phrase, say } from "../../words/say.ts";
import { NablaError } from "./nabla_error.ts";
import { plural } from "./words.ts";

/** The numbers of a network: row-major, batch axis first. */
export type Values = Float64Array | Float32Array;

/** How many bits a number has. `float64` is the default, for checking; `float32` is for training. */
export type Precision = "float64" | "float32";

/** How many bytes a number takes. */
export function bytesOf(precision: Precision): number {
  return precision === "float64" ? 8 : 4;
}

/** The kinds of arrays that are allocated, by their numbers. */
export interface ArrayKinds {
  readonly float64: Float64Array;
  readonly float32: Float32Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly uint8: Uint8Array<ArrayBuffer>;
}

/**
 * An array of zeros. A check of a layer tells by this error what the machine refuses
 * from what the layer throws.
 *
 * @throws {NablaError} if the machine has no room for it.
 */
export function allocate<Kind extends keyof ArrayKinds>(
  kind: Kind,
  length: number,
): ArrayKinds[Kind] {
  try {
    return makers[kind](length);
  } catch (cause) {
    throw new NablaError("machine", {
      action: say("allocate {count}", { count: plural(length, "number") }),
      reason: say("the machine has no room for them"),
    }, { cause });
  }
}

const makers: {
  readonly [Kind in keyof ArrayKinds]: (length: number) => ArrayKinds[Kind];
} = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
  uint32: (length) => new Uint32Array(length),
  uint8: (length) => new Uint8Array(length),
};

/** A copy of numbers, allocated so. */
export function copyOf(values: Values): Values {
  const copy = allocate(precisionOf(values), values.length);
  copy.set(values);
  return copy;
}

/** A copy of numbers in double precision, allocated so. */
export function doublesOf(values: ArrayLike<number>): Float64Array {
  const copy = allocate("float64", values.length);
  copy.set(values);
  return copy;
}

export function precisionOf(values: Values): Precision {
  return values instanceof Float64Array ? "float64" : "float32";
}

/** The largest number of single precision. Larger ones are no data, whatever the precision, so that a file means the same in both. */
export const maxSingle = (2 - 2 ** -23) * 2 ** 127;

/** What messages say of numbers that data may hold. */
export const singleRule: Phrase =
  "lie within ±3.4028235e38, as in single precision";

/** The place of the first number that is infinite in an array's precision though it is finite; -1 if there is none. */
export function overflowIn(
  precision: Precision,
  numbers: ArrayLike<number>,
): number {
  if (precision === "float64" || numbers instanceof Float32Array) return -1;
  for (let i = 0; i < numbers.length; i++) {
    const isLost = !Number.isFinite(Math.fround(numbers[i])) &&
      Number.isFinite(numbers[i]);
    if (isLost) return i;
  }
  return -1;
}

/**
 * Writes numbers that somebody gave.
 *
 * @throws {NablaError} if one is too large for the array's precision.
 */
export function writeNumbers(
  to: Values,
  numbers: ArrayLike<number>,
  name: string,
): void {
  const wrong = overflowIn(precisionOf(to), numbers);
  if (wrong >= 0) {
    throw new NablaError("call", {
      action: say("give {name} its numbers", { name }),
      rule: say("each must {rule}", { rule: say(singleRule) }),
      found: numbers[wrong],
      wayOut: say("work in float64"),
    });
  }
  to.set(numbers);
}

export function areFinite(values: Values): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

/** Whether two arrays differ in a bit; all NaN are the same. */
export function differs(a: Values, b: Values): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] || a[i] === 0) {
      if (!Object.is(a[i], b[i])) return true;
    }
  }
  return false;
}

/** Remembers numbers; what is returned writes them back, to the bit. */
export function keepNumbers(arrays: Iterable<Values>): () => void {
  const { keep, putBack } = keeper(arrays);
  keep();
  return putBack;
}

/** Remembers numbers, each time in the same copies. */
export function keeper(arrays: Iterable<Values>) {
  const all = [...arrays];
  let copies: readonly Values[] = [];
  return {
    keep() {
      if (copies.length === 0) copies = all.map(copyOf);
      else for (let k = 0; k < all.length; k++) copies[k].set(all[k]);
    },
    /** Whether all numbers are still those that were kept last, to the bit. */
    isSame: () => all.every((each, k) => !differs(each, copies[k])),
    /** Writes back, to the bit, what was kept last. */
    putBack() {
      for (let k = 0; k < all.length; k++) all[k].set(copies[k]);
    },
  };
}
