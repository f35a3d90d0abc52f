import { inflateSync } from "fflate";

/** The bytes of what the build has packed: in a page, which may not wait for its own way. */
export function inflated(packed: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new Uint8Array(inflateSync(bytes));
}
