import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { nearestInteger } from "./number_type.ts";
import {
  type FieldKind,
  type FieldTable,
  type GivenMessage,
  type MessageType,
  wireTypeOf,
} from "./protobuf.ts";

/** The most bytes of a message that every reader takes. */
const maxMessageBytes = 2 ** 31 - 1;

/**
 * The bytes of a message, its fields in the order of its table.
 *
 * @throws {NablaError} if they are more than 2 GiB, which no message may have.
 */
export function writeMessage<Fields extends FieldTable>(
  type: MessageType<Fields>,
  message: GivenMessage<Fields>,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const length = append(parts, type, message);
  if (length > maxMessageBytes) {
    throw new NablaError("limit", {
      action: say("write the message {name}", { name: type.name }),
      limit: say("bytes"),
      most: maxMessageBytes,
      asked: length,
    });
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Appends the parts of a message; returns how many bytes they have. Nothing is copied until all are there. */
function append(
  parts: Uint8Array[],
  type: MessageType,
  message: Readonly<Record<string, unknown>>,
): number {
  let length = 0;
  const add = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  for (const [name, [number, kind, many]] of Object.entries(type.fields)) {
    const value = message[name];
    if (value === undefined) continue;
    for (const each of many === "many" ? value as unknown[] : [value]) {
      add(varint(number * 8 + wireTypeOf(kind)));
      if (typeof kind === "object") {
        const inner: Uint8Array[] = [];
        const size = append(inner, kind, each as Record<string, unknown>);
        add(varint(size));
        inner.forEach(add);
      } else {
        const bytes = scalar(kind, each);
        if (kind === "text" || kind === "bytes") add(varint(bytes.length));
        add(bytes);
      }
    }
  }
  return length;
}

function scalar(
  kind: Exclude<FieldKind, MessageType>,
  value: unknown,
): Uint8Array {
  switch (kind) {
    case "text":
      return new TextEncoder().encode(value as string);
    case "bytes":
      return value as Uint8Array;
    case "float": {
      const view = new DataView(new ArrayBuffer(4));
      view.setFloat32(0, value as number, true);
      return new Uint8Array(view.buffer);
    }
    case "double": {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value as number, true);
      return new Uint8Array(view.buffer);
    }
    default:
      return varint(value as number);
  }
}

/** An integer of 64 bits, seven at a time, lowest first; one beyond them is the nearest of them. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  if (value >= 0 && value < 2 ** 31) {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) bytes.push(rest & 0x7f | 0x80);
    bytes.push(rest);
    return Uint8Array.from(bytes);
  }
  let rest = BigInt.asUintN(64, nearestInteger(value, true));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
