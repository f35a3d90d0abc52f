/**
 * Messages of Protocol Buffers, each described by a table of its fields, from which
 * its TypeScript type follows: one table reads it, writes it and types it.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 * @module
 */

/** A message: its name, and its fields by the names that they have here. */
export interface MessageType<Fields extends FieldTable = FieldTable> {
  /** The name for people. */
  readonly name: string;
  readonly fields: Fields;
}

/** Fields by name: the number, what it holds, and whether it may come many times. */
export interface FieldTable {
  readonly [name: string]: readonly [
    number: number,
    kind: FieldKind,
    many?: "many",
  ];
}

/** What a field holds. */
export type FieldKind = keyof Scalars | MessageType;

/** Integers beyond 2⁵³ are the nearest doubles. */
interface Scalars {
  /** Any of the signed integers that are not in zigzag, and enumerations. */
  readonly int: number;
  readonly uint: number;
  readonly float: number;
  readonly double: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

type Held<Kind> = Kind extends keyof Scalars ? Scalars[Kind]
  : Kind extends MessageType<infer Fields> ? ReadMessage<Fields>
  : never;

/** A message that was read. */
export type ReadMessage<Fields extends FieldTable> = {
  readonly [Name in keyof Fields]: Fields[Name] extends
    readonly [number, infer Kind, "many"] ? readonly Held<Kind>[]
    : Fields[Name] extends readonly [number, infer Kind]
      ? Held<Kind> | undefined
    : never;
};

type Given<Kind> = Kind extends keyof Scalars ? Scalars[Kind]
  : Kind extends MessageType<infer Fields> ? GivenMessage<Fields>
  : never;

/** A message to be written: fields that are not there are left out. */
export type GivenMessage<Fields extends FieldTable> = {
  readonly [Name in keyof Fields]?: Fields[Name] extends
    readonly [number, infer Kind, "many"] ? readonly Given<Kind>[]
    : Fields[Name] extends readonly [number, infer Kind]
      ? Given<Kind> | undefined
    : never;
};

/** How the bytes behind a field's number are to be read. */
export const wireTypes = {
  varint: 0,
  eight: 1,
  length: 2,
  four: 5,
} as const;

/** The wire type of a field that is not packed. */
export function wireTypeOf(kind: FieldKind): number {
  switch (kind) {
    case "int":
    case "uint":
      return wireTypes.varint;
    case "double":
      return wireTypes.eight;
    case "float":
      return wireTypes.four;
    default:
      return wireTypes.length;
  }
}
