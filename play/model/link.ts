/**
 * A session in the part of an address behind `#`, which no server is told. A letter
 * says what the link is for, `e` to edit or `v` to view, one the version, `a`; then
 * come the session's parts as JSON, deflated, in base64 for addresses.
 *
 * @module
 */

import { readSession, type Session, sessionParts } from "./session.ts";

/** The longest link that is read, in characters. */
export const longestLink = 2 ** 17;

/** The most bytes that a link unpacks to; what comes beyond is not unpacked. */
export const mostUnpacked = 2 ** 19;

const version = "a";

/** The hash of a session, `#` included. */
export async function writeLink(session: Session): Promise<string> {
  const { mode, ...parts } = sessionParts(session);
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const packed = await collected(
    bytesOf(bytes).pipeThrough(new CompressionStream("deflate-raw")),
    Infinity,
  );
  return `#${mode === "view" ? "v" : "e"}${version}${base64url(packed)}`;
}

/** The session of a hash; undefined where it is none. */
export async function readLink(hash: string): Promise<Session | undefined> {
  const [, purpose, packed] = /^#([ev])a([\w-]+)$/.exec(hash) ?? [];
  if (packed === undefined || hash.length > longestLink) return undefined;
  try {
    const bytes = fromBase64url(packed);
    const unpacked = await collected(
      bytesOf(bytes).pipeThrough(new DecompressionStream("deflate-raw")),
      mostUnpacked,
    );
    const text = new TextDecoder("utf-8", { fatal: true }).decode(unpacked);
    const session = readSession(JSON.parse(text));
    return session && { ...session, mode: purpose === "v" ? "view" : "edit" };
  } catch {
    // It is no base64, not deflated, no UTF-8 or no JSON.
    return undefined;
  }
}

function bytesOf(
  bytes: Uint8Array<ArrayBuffer>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  // In small pieces, so that little is unpacked beyond what is read.
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at += piece));
    },
  });
}

/** So many bytes are unpacked at once: deflate makes of a byte at most 1032. */
const piece = 256;

/** All bytes of a stream. @throws {RangeError} if there are more than `most`. */
async function collected(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("it unpacks to too much");
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function base64url(bytes: Uint8Array): string {
  const chars = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(chars).replaceAll("+", "-").replaceAll("/", "_")
    .replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const chars = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(chars, (char) => char.charCodeAt(0));
}
