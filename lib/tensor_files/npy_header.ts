import { say } from "../../words/say.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { formatCount } from "../base/words.ts";
import {
  type ByteOrder,
  machineOrder,
  type NumberType,
  numberTypes,
} from "../bytes/number_type.ts";
import { maxAxes } from "./tensor.ts";

interface NpyHeader {
  readonly type: NumberType;
  readonly order: ByteOrder;
  /** Whether the first axis runs fastest, as in Fortran. */
  readonly isFortran: boolean;
  readonly shape: Shape;
}

/** Types without their byte order. */
const types: ReadonlyMap<string, NumberType> = new Map([
  ["f8", numberTypes.float64],
  ["f4", numberTypes.float32],
  ["f2", numberTypes.float16],
  ["i8", numberTypes.int64],
  ["i4", numberTypes.int32],
  ["i2", numberTypes.int16],
  ["i1", numberTypes.int8],
  ["u8", numberTypes.uint64],
  ["u4", numberTypes.uint32],
  ["u2", numberTypes.uint16],
  ["u1", numberTypes.uint8],
  ["b1", numberTypes.boolean],
]);

const member = /\s*(?:'(\w+)'|"(\w+)")\s*:\s*/y;
/** How the value of each member is written. */
const values: ReadonlyMap<string, RegExp> = new Map([
  ["descr", /'([^'\\]*)'|"([^"\\]*)"/y],
  ["fortran_order", /True|False/y],
  [
    "shape",
    // Python 2 wrote its long integers with an L.
    /\(\s*((?:(?:0|[1-9]\d{0,15})L?\s*,\s*)*(?:(?:0|[1-9]\d{0,15})L?\s*)?)\)/y,
  ],
]);

/**
 * Reads a header, a dictionary of three members in Python's notation, strictly and
 * without running it; `fail` throws.
 *
 * @param most how many numbers the file may have.
 */
export function readNpyHeader(
  header: string,
  most: number,
  fail: (message: string, help?: string) => never,
): NpyHeader {
  let at = 0;
  const found = new Map<string, string>();
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const brokenHeader = () =>
    fail(
      say(
        "its header must be a dictionary of descr, fortran_order and shape: found {found}",
        { found: JSON.stringify(header.trim().slice(0, 100)) },
      ),
    );
  if (next(/\{/y) === null) brokenHeader();
  while (next(/\s*\}\s*$/y) === null) {
    if (found.size > 0 && next(/\s*,/y) === null) brokenHeader();
    if (found.size > 0 && next(/\s*\}\s*$/y) !== null) break;
    const names = next(member);
    const name = names?.[1] ?? names?.[2] ?? "";
    if (name === "descr" && /\[|\(/y.test(header.charAt(at))) {
      fail(
        say("its numbers are records of several fields, which are not read"),
      );
    }
    const pattern = values.get(name);
    const value = pattern === undefined ? null : next(pattern);
    if (value === null || found.has(name)) return brokenHeader();
    found.set(name, value[1] ?? value[2] ?? value[0]);
  }
  const descr = found.get("descr");
  const isFortran = found.get("fortran_order");
  const sizes = found.get("shape");
  if (descr === undefined || isFortran === undefined || sizes === undefined) {
    return brokenHeader();
  }
  return {
    ...readType(descr, fail),
    isFortran: isFortran === "True",
    shape: readShape(sizes, most, fail),
  };
}

function readType(
  descr: string,
  fail: (message: string, help?: string) => never,
): Pick<NpyHeader, "type" | "order"> {
  if (/^\|?O/.test(descr)) {
    fail(
      say("it holds Python objects, which cannot be read without running them"),
      say("Save an array of numbers: {code}.", { code: "array.astype(float)" }),
    );
  }
  // Without a sign, it is the order of the machine.
  const [, sign = "=", name = ""] = /^([<>=|])?(.*)$/s.exec(descr) ?? [];
  const type = types.get(name);
  if (type === undefined || (sign === "|" && type.bytes > 1)) {
    return fail(
      say(
        "its numbers must be floats of 16 to 64 bits, integers or booleans: found {found}",
        { found: JSON.stringify(descr.slice(0, 40)) },
      ),
    );
  }
  if (sign === "<") return { type, order: "little" };
  return { type, order: sign === ">" ? "big" : machineOrder };
}

function readShape(
  sizes: string,
  most: number,
  fail: (message: string) => never,
): Shape {
  const parts = sizes.split(",").map((size) => size.trim());
  // (3) is a number in Python, and (3,) a tuple.
  if (parts.length === 1 && parts[0] !== "") {
    fail(say("its shape must be a tuple: found ({sizes})", { sizes }));
  }
  if (parts.at(-1) === "") parts.pop();
  const shape = parts.map((size) => Number(size.replace("L", "")));
  const count = elementCount(shape);
  if (
    shape.length > maxAxes || !shape.every(Number.isSafeInteger) ||
    !(count <= most)
  ) {
    fail(
      say(
        "it may have at most {axes} axes and {numbers} numbers: found {shape}",
        {
          axes: maxAxes,
          numbers: formatCount(most),
          shape: formatShape(shape),
        },
      ),
    );
  }
  return shape;
}
