import { say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";
import type { Advice } from "../base/advice.ts";
import { DataError } from "./data_error.ts";
import {
  type FieldKind,
  type FieldTable,
  type MessageType,
  type ReadMessage,
  wireTypeOf,
  wireTypes,
} from "./protobuf.ts";

/** A file of one message, whose messages within are read when asked for. */
export interface ProtobufFile {
  /** @throws {DataError} if bytes of the file are not such a message. */
  read<Fields extends FieldTable>(
    type: MessageType<Fields>,
    bytes: Uint8Array,
  ): ReadMessage<Fields>;
  /** Refuses what stands in bytes of the file. */
  fail(bytes: Uint8Array, problem: string): never;
}

/** The most texts, byte strings and messages of a file: each takes memory of its own, however short. */
export const maxProtobufParts = 1_000_000;

/**
 * Reads messages in the bytes of a file. Byte strings are views, not copies.
 *
 * @param help what to try where bytes are no such messages.
 */
export function protobufFile(
  name: string,
  file: Uint8Array,
  help?: Advice,
): ProtobufFile {
  let parts = 0;

  function failAt(byte: number, problem: string, advice?: Advice): never {
    throw new DataError(
      { file: name, byte: byte - file.byteOffset },
      problem,
      advice,
    );
  }
  const brokenAt = (byte: number, problem: string) =>
    failAt(byte, problem, help);

  function read<Fields extends FieldTable>(
    type: MessageType<Fields>,
    bytes: Uint8Array,
  ): ReadMessage<Fields> {
    const from = reader(bytes, brokenAt);
    const fields = new Map<number, [name: string, ...FieldTable[string]]>();
    const found: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(type.fields)) {
      fields.set(field[0], [name, ...field]);
      found[name] = field[2] === "many" ? [] : undefined;
    }
    while (!from.isAtEnd()) {
      const start = from.place();
      const { number, wire } = from.key();
      const field = fields.get(number);
      if (field === undefined) {
        from.skip(wire);
        continue;
      }
      const [name, , kind, many] = field;
      const fail = (problem: string) => brokenAt(start, problem);
      const to = found[name];
      const isPacked = Array.isArray(to) && wire === wireTypes.length &&
        wireTypeOf(kind) !== wire;
      if (isPacked) {
        const packed = reader(from.bytes(), brokenAt);
        while (!packed.isAtEnd()) to.push(scalar(packed, kind, fail));
        continue;
      }
      if (wire !== wireTypeOf(kind)) {
        fail(
          say(
            "field {name} of {message} must have the wire type {expected}: found {found}",
            {
              name,
              message: type.name,
              expected: wireTypeOf(kind),
              found: wire,
            },
          ),
        );
      }
      if (wire === wireTypes.length && ++parts > maxProtobufParts) {
        fail(
          say("it may have at most {most} texts and messages", {
            most: formatCount(maxProtobufParts),
          }),
        );
      }
      const value = typeof kind === "object"
        ? read(kind, from.bytes())
        : scalar(from, kind, fail);
      if (Array.isArray(to)) to.push(value);
      else if (to === undefined && many === undefined) found[name] = value;
      else {
        fail(
          say("field {name} of {message} is given twice", {
            name,
            message: type.name,
          }),
        );
      }
    }
    return found as ReadMessage<Fields>;
  }

  return {
    read,
    fail: (bytes, problem) => failAt(bytes.byteOffset, problem),
  };
}

function scalar(
  from: WireReader,
  kind: FieldKind,
  fail: (problem: string) => never,
): number | string | Uint8Array {
  switch (kind) {
    case "int":
      return from.varint();
    case "uint": {
      const value = from.varint();
      return value < 0 ? value + 2 ** 64 : value;
    }
    case "float":
      return from.fixed(4).getFloat32(0, true);
    case "double":
      return from.fixed(8).getFloat64(0, true);
    case "text": {
      const bytes = from.bytes();
      try {
        return utf8.decode(bytes);
      } catch {
        return fail(say("a text in it is not UTF-8"));
      }
    }
    default:
      return from.bytes();
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

interface WireReader {
  isAtEnd(): boolean;
  /** Where the next byte stands in memory. */
  place(): number;
  /** The number and the wire type of the next field. */
  key(): { number: number; wire: number };
  /** An integer of 64 bits with a sign, or the nearest double. */
  varint(): number;
  fixed(size: 4 | 8): DataView;
  /** Bytes with their length before them. */
  bytes(): Uint8Array;
  /** Passes over a field that nobody asked for. */
  skip(wire: number): void;
}

function reader(
  bytes: Uint8Array,
  failAt: (byte: number, problem: string) => never,
): WireReader {
  let at = 0;
  const place = () => bytes.byteOffset + at;

  function varint(): number {
    const start = place();
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      if (at === bytes.length) return failAt(start, endsInside());
      const byte = bytes[at++];
      const bits = byte & 0x7f;
      if (i < 4) low |= bits << 7 * i;
      else if (i === 4) {
        low |= bits << 28;
        high = bits >> 4;
      } else high |= bits << 7 * i - 32;
      if (byte >= 0x80) continue;
      if (i === 9 && byte > 1) break;
      return high * 2 ** 32 + (low >>> 0);
    }
    return failAt(start, say("an integer in it has more than 64 bits"));
  }

  function take(length: number): Uint8Array {
    if (!(length >= 0 && length <= bytes.length - at)) {
      failAt(place(), endsInside());
    }
    at += length;
    return bytes.subarray(at - length, at);
  }

  return {
    isAtEnd: () => at === bytes.length,
    place,
    key() {
      const start = place();
      const key = varint();
      const number = Math.floor(key / 8);
      if (!(number >= 1 && number < 2 ** 29)) {
        failAt(start, say("the number of a field must be 1 to 536870911"));
      }
      return { number, wire: key % 8 };
    },
    varint,
    fixed(size) {
      const { buffer, byteOffset } = take(size);
      return new DataView(buffer, byteOffset, size);
    },
    bytes: () => take(varint()),
    skip(wire) {
      if (wire === wireTypes.varint) varint();
      else if (wire === wireTypes.length) take(varint());
      else if (wire === wireTypes.eight) take(8);
      else if (wire === wireTypes.four) take(4);
      else {
        failAt(
          place(),
          say("a field has the wire type {wire}, which is not read", { wire }),
        );
      }
    },
  };
}

function endsInside(): string {
  return say("it ends inside a field");
}
