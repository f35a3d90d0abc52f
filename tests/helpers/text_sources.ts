// Bytes for tests, whole or cut into pieces.
import type { ByteSource } from "../../data.ts";

/** Bytes in one piece; a text is UTF-8. */
export function source(
  content: string | Uint8Array<ArrayBuffer>,
  name = "t.csv",
): ByteSource {
  return cut(content, [], name);
}

/** Bytes in pieces that end at `places`. */
export function cut(
  content: string | Uint8Array<ArrayBuffer>,
  places: readonly number[],
  name = "t.csv",
): ByteSource {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  const edges = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return {
    name,
    async *open() {
      for (let i = 1; i < edges.length; i++) {
        yield await Promise.resolve(bytes.slice(edges[i - 1], edges[i]));
      }
    },
  };
}
