import { NablaError } from "./nabla_error.ts";
import { plural } from "./words.ts";

/** The numbers of a network: row-major, batch axis first. */
export type Values = Float64Array | Float32Array;

/** How many bits a number has. `float64` is the default, for checking; `float32` is for training. */
export type Precision = "float64" | "float32";

/** An array of zeros. @throws {NablaError} if the machine has no room for it. */
export function allocate(precision: Precision, length: number): Values {
  try {
    return precision === "float64"
      ? new Float64Array(length)
      : new Float32Array(length);
  } catch (cause) {
    throw new NablaError("machine", {
      action: `allocate ${plural(length, "number")}`,
      reason: "the machine has no room for them",
    }, { cause });
  }
}

export function precisionOf(values: Values): Precision {
  return values instanceof Float64Array ? "float64" : "float32";
}

export function areFinite(values: Values): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

/** Remembers numbers; what is returned writes them back, to the bit. */
export function keepNumbers(arrays: Iterable<Values>): () => void {
  const kept = Array.from(
    arrays,
    (values) => ({ values, own: values.slice() }),
  );
  return () => {
    for (const { values, own } of kept) values.set(own);
  };
}
