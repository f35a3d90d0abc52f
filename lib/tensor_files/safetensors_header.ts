import { say } from "../../words/say.ts";
import { formatShape, type Shape } from "../base/shape.ts";
import { formatCount, quote } from "../base/words.ts";
import { type NumberType, numberTypes } from "../bytes/number_type.ts";
import { type JsonScanner, jsonScanner, type Refuse } from "./json_scanner.ts";
import { boundedCount, maxAxes } from "./tensor.ts";

/** What the header says of one tensor; its bytes lie from `begin` to `end` after the header. */
export interface HeaderEntry {
  readonly dtype: string;
  /** Undefined if we do not read such numbers. */
  readonly type: NumberType | undefined;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

interface Header {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of the header. */
  readonly entries: ReadonlyMap<string, HeaderEntry>;
}

/** The longest header in bytes. The reference implementation takes 100 MB; no file comes near it. */
export const maxHeader = 2 ** 24;

export const maxNames = 100_000;

export const metadataName = "__metadata__";

export const dtypes: ReadonlyMap<string, NumberType> = new Map([
  ["F64", numberTypes.float64],
  ["F32", numberTypes.float32],
  ["F16", numberTypes.float16],
  ["BF16", numberTypes.bfloat16],
  ["I64", numberTypes.int64],
  ["I32", numberTypes.int32],
  ["I16", numberTypes.int16],
  ["I8", numberTypes.int8],
  ["U64", numberTypes.uint64],
  ["U32", numberTypes.uint32],
  ["U16", numberTypes.uint16],
  ["U8", numberTypes.uint8],
  ["BOOL", numberTypes.boolean],
]);

/** Reads strictly the header of a file with `dataSize` bytes after it; `refuse` throws. */
export function readHeader(
  text: string,
  dataSize: number,
  refuse: Refuse,
): Header {
  const scanner = jsonScanner(text, refuse);
  const metadata = new Map<string, string>();
  const entries = new Map<string, HeaderEntry>();
  scanner.members(maxNames, (name) => {
    if (name === metadataName) {
      // As some writers say that there is none.
      if (scanner.eatNull()) return;
      scanner.members(maxNames, (key) => metadata.set(key, scanner.string()));
      return;
    }
    const at = scanner.position();
    const fail = (message: string): never =>
      refuse(tensorMistake(name, message), at);
    entries.set(name, readEntry(scanner, dataSize, fail));
  });
  scanner.end();
  requireContiguous(entries, dataSize, refuse);
  return { metadata, entries };
}

function readEntry(
  scanner: JsonScanner,
  dataSize: number,
  fail: (message: string) => never,
): HeaderEntry {
  let dtype: string | undefined;
  let shape: readonly number[] | undefined;
  let offsets: readonly number[] | undefined;
  scanner.members(3, (name) => {
    if (name === "dtype") dtype = scanner.string();
    else if (name === "shape") shape = scanner.integers(maxAxes);
    else if (name === "data_offsets") offsets = scanner.integers(2);
    else {
      fail(
        say("it may have dtype, shape and data_offsets: found {name}", {
          name: quote(name),
        }),
      );
    }
  });
  if (dtype === undefined || shape === undefined || offsets?.length !== 2) {
    return fail(
      say("it must have dtype, shape and data_offsets of two numbers"),
    );
  }
  // A type that we do not know only keeps its own tensor from being read.
  const type = dtypes.get(dtype);
  const length = boundedCount(shape, fail);
  const [begin, end] = offsets;
  if (!(begin <= end && end <= dataSize)) {
    fail(
      say(
        "its data must lie in the file's {count} bytes after the header: found {begin} to {end}",
        { count: formatCount(dataSize), begin, end },
      ),
    );
  }
  if (type !== undefined && length * type.bytes !== end - begin) {
    fail(
      say("{shape} of {dtype} must be {count} bytes: found {found}", {
        shape: formatShape(shape),
        dtype,
        count: formatCount(length * type.bytes),
        found: formatCount(end - begin),
      }),
    );
  }
  return { dtype, type, shape, begin, end };
}

/** What messages say of one tensor. */
export function tensorMistake(name: string, problem: string): string {
  return say("tensor {name}: {problem}", { name: quote(name), problem });
}

/** Each byte must belong to one tensor, so that nothing can hide in a file. */
function requireContiguous(
  entries: ReadonlyMap<string, HeaderEntry>,
  dataSize: number,
  refuse: Refuse,
): void {
  const sorted = [...entries].sort(([, a], [, b]) =>
    a.begin - b.begin || a.end - b.end
  );
  let last = 0;
  for (const [name, { begin, end }] of sorted) {
    if (begin !== last) {
      refuse(
        tensorMistake(
          name,
          last === 0
            ? say(
              "its data must begin at {last}, where the header ends: found {begin}",
              { last, begin },
            )
            : say(
              "its data must begin at {last}, where the tensor before it ends: found {begin}",
              { last, begin },
            ),
        ),
        0,
      );
    }
    last = end;
  }
  if (last !== dataSize) {
    refuse(
      say(
        "the tensors must end where the file ends, {count} bytes after the header: found {found}",
        { count: formatCount(dataSize), found: formatCount(last) },
      ),
      0,
    );
  }
}

/** What is wrong with a number of a type. */
export function numberMistake(dtype: string, number: number): string {
  const facts = { number, dtype };
  return dtype === "BOOL"
    ? say("number {number} of {dtype} is neither 0 nor 1", facts)
    : dtype === "F64"
    ? say(
      "number {number} of {dtype} is beyond single precision, in which it is read",
      facts,
    )
    : say("number {number} of {dtype} is beyond 2^53", facts);
}
