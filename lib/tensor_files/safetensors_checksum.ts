/**
 * The checksum of a safetensors file, one text of its metadata: a digest of what the
 * header says, and one for each tensor, so that a tensor is checked when it is read.
 * It is of names, types, shapes, texts and numbers, not of their order in the file
 * or of blanks: a program that writes the same again may keep it.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Shape } from "../base/shape.ts";
import { quote } from "../base/words.ts";
import { createDigest } from "../bytes/digest.ts";

/** The checksum's name in the metadata. */
export const checksumName = "nabla.checksum";

const method = "murmur3";

/** What helps where a checksum does not fit. */
export function checksumHelp(): string {
  return say(
    "The file is damaged, or another program changed it: restore it from a copy. If the change is meant, have that program leave {name} out of the metadata.",
    { name: checksumName },
  );
}

/** What a file says, without its numbers. */
interface Said {
  readonly metadata: Iterable<readonly [name: string, text: string]>;
  readonly tensors: Iterable<
    readonly [name: string, { readonly dtype: string; readonly shape: Shape }]
  >;
}

/** The checksum of what a file says, with the digests of its tensors by their names. */
export function checksumOf(
  said: Said,
  digests: ReadonlyMap<string, string>,
): string {
  const tensors = sorted(said.tensors);
  const all = tensors.map(([name]) => digests.get(name) ?? "");
  const header = createDigest();
  for (const [name, text] of sorted(said.metadata)) {
    if (name === checksumName) continue;
    header.addText(name);
    header.addText(text);
  }
  for (const [i, [name, { dtype, shape }]] of tensors.entries()) {
    for (const text of ["", name, dtype, `${shape}`, all[i]]) {
      header.addText(text);
    }
  }
  return [method, header.text(), ...all].join(" ");
}

/**
 * The digests of the tensors, where the metadata has a checksum.
 *
 * @param refuse throws what is wrong.
 */
export function digestsIn(
  said: Said,
  refuse: (message: string) => never,
): ReadonlyMap<string, string> | undefined {
  const checksum = new Map(said.metadata).get(checksumName);
  if (checksum === undefined) return undefined;
  const [, , ...all] = checksum.split(" ");
  const digests = new Map(
    sorted(said.tensors).map(([name], i) => [name, all[i]]),
  );
  if (checksumOf(said, digests) === checksum) return digests;
  return refuse(
    say(
      "its header is not as it was written: {name} in its metadata does not fit it",
      { name: quote(checksumName) },
    ),
  );
}

function sorted<Entry extends readonly [string, unknown]>(
  entries: Iterable<Entry>,
): Entry[] {
  return [...entries].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
}
