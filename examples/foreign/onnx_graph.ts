/** Arrays by their names, with their shapes. */
export type Arrays = Readonly<Record<string, readonly number[]>>;

/** An operator with what it takes and what it gives: `["MatMul", "x", "w", "z"]`; the last is given. */
export type Operation = readonly [operator: string, ...names: string[]];

/**
 * The bytes of an ONNX file of single precision, by the numbers of `onnx.proto`. An
 * exporter writes such files of large networks; this one is for small graphs by hand.
 */
export function onnxGraph(
  inputs: Arrays,
  operations: readonly Operation[],
  outputs: Arrays,
): Uint8Array {
  const graph = message(
    ...operations.map((names) => field(1, operation(names))),
    field(2, "graph"),
    ...Object.entries(inputs).map((each) => field(11, array(...each))),
    ...Object.entries(outputs).map((each) => field(12, array(...each))),
  );
  const operators = message(field(1, ""), field(2, 13));
  return message(field(1, 7), field(7, graph), field(8, operators));
}

function operation([operator, ...names]: Operation): Uint8Array {
  const inputs = names.slice(0, -1).map((name) => field(1, name));
  return message(...inputs, field(2, names.at(-1) ?? ""), field(4, operator));
}

function array(name: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.map((size) => field(1, message(field(1, size))));
  const type = message(field(1, 1), field(2, message(...sizes)));
  return message(field(1, name), field(2, message(field(1, type))));
}

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((each) => [...each]));
}

/** A field of a message in Protocol Buffers: its number, its kind, its value. */
function field(key: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === "number") {
    return Uint8Array.of(key * 8, ...variable(value));
  }
  const bytes = typeof value === "string"
    ? new TextEncoder().encode(value)
    : value;
  return Uint8Array.of(key * 8 + 2, ...variable(bytes.length), ...bytes);
}

/** A whole number, seven bits a byte, the lowest first. */
function variable(value: number): number[] {
  return value < 128
    ? [value]
    : [value % 128 + 128, ...variable(Math.floor(value / 128))];
}
