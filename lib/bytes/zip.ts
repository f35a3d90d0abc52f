/**
 * The directory of a zip file (PKWARE, APPNOTE.TXT 6.3.10, §4.3), read strictly:
 * a file in which two readers could see different things is refused.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { formatCount, quote } from "../base/words.ts";
import type { RandomAccess } from "./byte_source.ts";
import { DataError } from "./data_error.ts";
import { inflationMistake } from "./gzip.ts";

/** A file within a zip file, as the directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** Whether it is compressed by deflate; otherwise it is stored. */
  readonly isDeflated: boolean;
  /** Its size in bytes, decompressed. */
  readonly size: number;
  readonly compressedSize: number;
  /** The CRC-32 of its decompressed bytes. */
  readonly checksum: number;
  /** The offset of its bytes. */
  readonly start: number;
}

/** The longest directory in bytes. */
const maxDirectory = 2 ** 24;

/** The most bytes that deflate can make of one. */
const largestRatio = 1032;

/** How many bytes the end for large files has, and what tells where it is. */
const [wideEnd, wideLocator] = [56, 20];

const signatures = {
  end: 0x06054b50,
  wideEnd: 0x06064b50,
  wideLocator: 0x07064b50,
  directory: 0x02014b50,
  local: 0x04034b50,
};

/**
 * Reads the directory and the local headers.
 *
 * @throws {DataError} if it is not a zip file, is larger than 4 GB, is encrypted,
 * has a name twice, or two files share bytes.
 */
export async function readZip(file: RandomAccess): Promise<ZipEntry[]> {
  const fail = (byte: number, message: string): never => {
    throw new DataError({ file: file.name, byte }, message);
  };
  const read = async (offset: number, length: number): Promise<DataView> => {
    const bytes = await file.read(offset, length);
    if (bytes.length !== length) fail(offset, say("the zip file is cut off"));
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };

  const tailLength = Math.min(file.size, 22 + 0xffff);
  const tailStart = file.size - tailLength;
  const tail = await read(tailStart, tailLength);
  let end = tailLength - 22;
  const isEnd = () =>
    tail.getUint32(end, true) === signatures.end &&
    end + 22 + tail.getUint16(end + 20, true) === tailLength;
  while (end >= 0 && !isEnd()) end--;
  if (end < 0) {
    return fail(0, say("it has no directory, so it is not a zip file"));
  }

  const disks = [4, 6].map((at) => tail.getUint16(end + at, true));
  const [here, count] = [8, 10].map((at) => tail.getUint16(end + at, true));
  const [length, start] = [12, 16].map((at) => tail.getUint32(end + at, true));
  if (count === 0xffff || start === 0xffffffff) {
    fail(tailStart + end, say("zip files over 4 GB are not read"));
  }
  const between = tailStart + end - start - length;
  if (
    disks.some((disk) => disk !== 0) || here !== count ||
    length > maxDirectory || ![0, wideEnd + wideLocator].includes(between) ||
    !isEndBetween(await read(start + length, between))
  ) fail(tailStart + end, say("the end of the zip directory is broken"));

  /** Whether nothing stands behind the directory but, where some writers put it, its end for large files (§4.3.14, §4.3.15), which says the same. */
  function isEndBetween(view: DataView): boolean {
    const wide = (at: number) => Number(view.getBigUint64(at, true));
    return view.byteLength === 0 || (
      view.getUint32(0, true) === signatures.wideEnd &&
      wide(4) === wideEnd - 12 && wide(24) === count && wide(32) === count &&
      wide(40) === length && wide(48) === start &&
      view.getUint32(wideEnd, true) === signatures.wideLocator &&
      wide(wideEnd + 8) === start + length
    );
  }

  const directory = await read(start, length);
  const entries: ZipEntry[] = [];
  const spans: { from: number; to: number }[] = [];
  const names = new Set<string>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    const next = entryAt(directory, at, (message) => fail(start + at, message));
    if (names.has(next.name)) {
      fail(
        start + at,
        say("the zip file has {name} twice", { name: quote(next.name) }),
      );
    }
    names.add(next.name);
    at = next.next;
    const head = await read(next.offset, 30);
    const nameLength = head.getUint16(26, true);
    const begin = next.offset + 30 + nameLength + head.getUint16(28, true);
    const to = begin + next.compressedSize;
    if (
      head.getUint32(0, true) !== signatures.local ||
      head.getUint16(8, true) !== next.method ||
      nameLength !== next.nameBytes.length ||
      !sameBytes(await read(next.offset + 30, nameLength), next.nameBytes)
    ) {
      fail(
        next.offset,
        say("{name} is not as the directory of the zip file says", {
          name: quote(next.name),
        }),
      );
    }
    if (to > start) {
      fail(
        next.offset,
        say("{name} runs into the directory", { name: quote(next.name) }),
      );
    }
    spans.push({ from: next.offset, to });
    entries.push({ ...next, isDeflated: next.method === 8, start: begin });
  }
  if (at !== length) {
    fail(
      start + at,
      say("the directory of the zip file has more than it counts"),
    );
  }
  spans.sort((a, b) => a.from - b.from);
  for (let i = 1; i < spans.length; i++) {
    if (spans[i].from >= spans[i - 1].to) continue;
    fail(spans[i].from, say("two files within the zip file share bytes"));
  }
  return entries;
}

function entryAt(
  view: DataView,
  at: number,
  fail: (message: string) => never,
) {
  const left = view.byteLength - at;
  if (left < 46 || view.getUint32(at, true) !== signatures.directory) {
    fail(say("the directory of the zip file is broken"));
  }
  const [flags, method] = [8, 10].map((i) => view.getUint16(at + i, true));
  const [checksum, compressedSize, size] = [16, 20, 24].map((i) =>
    view.getUint32(at + i, true)
  );
  const [nameLength, extra, comment] = [28, 30, 32].map((i) =>
    view.getUint16(at + i, true)
  );
  const next = at + 46 + nameLength + extra + comment;
  if (next > view.byteLength) {
    fail(say("the directory of the zip file is broken"));
  }
  const nameBytes = new Uint8Array(
    view.buffer,
    view.byteOffset + at + 46,
    nameLength,
  );
  const isUtf8 = (flags & 0x800) !== 0;
  if (!isUtf8 && nameBytes.some((byte) => byte > 127)) {
    fail(
      say("a name within the zip file must be ASCII, or marked as UTF-8"),
    );
  }
  const name = decodeName(nameBytes, fail);
  const why = (flags & 1) !== 0
    ? say("is encrypted")
    : method !== 0 && method !== 8
    ? say("is compressed by method {method}, not by deflate", { method })
    : size === 0xffffffff || compressedSize === 0xffffffff
    ? say("is larger than 4 GB")
    : method === 0 && size !== compressedSize
    ? say("has two sizes but is not compressed")
    : size > largestRatio * compressedSize
    ? say("cannot have {count} bytes: found {compressed} compressed ones", {
      count: formatCount(size),
      compressed: formatCount(compressedSize),
    })
    : inflationMistake(compressedSize, size);
  if (why !== undefined) fail(`${quote(name)} ${why}`);
  const offset = view.getUint32(at + 42, true);
  return {
    name,
    nameBytes,
    method,
    size,
    compressedSize,
    checksum,
    offset,
    next,
  };
}

function decodeName(
  bytes: Uint8Array,
  fail: (message: string) => never,
): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail(say("a name within the zip file is not UTF-8"));
  }
}

function sameBytes(view: DataView, bytes: Uint8Array): boolean {
  return bytes.every((byte, i) => byte === view.getUint8(i));
}
