import { say } from "../../words/say.ts";

/** The numbers and texts of a pickle, one after the other. */
export interface PickleSource {
  /** How many bytes were read. */
  place(): number;
  byte(): number;
  short(): number;
  word(): number;
  signed(): number;
  double(): number;
  /** An integer of as many bytes as the first says, the least first. */
  long(): number;
  /** A text of so many bytes. */
  text(length: number): string;
  /** A text to the end of the line. */
  line(): string;
}

/** Reads bytes as pickle has them; `fail` throws. */
export function pickleSource(
  bytes: Uint8Array,
  fail: (problem: string) => never,
): PickleSource {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const cutOff = () => fail(say("the pickle is cut off"));

  function take(length: number): number {
    const from = at;
    at += length;
    return at <= bytes.length ? from : cutOff();
  }
  function text(length: number): string {
    const from = take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true })
        .decode(bytes.subarray(from, at));
    } catch {
      return fail(say("a text of the pickle is not UTF-8"));
    }
  }
  function line(): string {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) return cutOff();
    const found = text(end - at);
    at = end + 1;
    return found;
  }
  function long(): number {
    const length = view.getUint8(take(1));
    if (length > 8) return fail(say("a number of the pickle is beyond 2^53"));
    const from = take(length);
    let value = 0;
    for (let i = 0; i < length; i++) value += bytes[from + i] * 256 ** i;
    const isNegative = length > 0 && bytes[from + length - 1] > 127;
    const found = isNegative ? value - 256 ** length : value;
    return Number.isSafeInteger(found)
      ? found
      : fail(say("a number of the pickle is beyond 2^53"));
  }

  return {
    place: () => at,
    byte: () => view.getUint8(take(1)),
    short: () => view.getUint16(take(2), true),
    word: () => view.getUint32(take(4), true),
    signed: () => view.getInt32(take(4), true),
    double: () => view.getFloat64(take(8)),
    long,
    text,
    line,
  };
}
