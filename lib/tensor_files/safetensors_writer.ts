import { say } from "../../words/say.ts";
import { LimitError, NablaError } from "../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import { formatCount, list, quote } from "../base/words.ts";
import { createDigest } from "../bytes/digest.ts";
import { encode } from "../bytes/number_type.ts";
import { checksumName, checksumOf } from "./safetensors_checksum.ts";
import { maxHeader, maxNames, metadataName } from "./safetensors_header.ts";
import { maxAxes, type NamedTensor } from "./tensor.ts";

/** Text by name. */
export type Metadata =
  | ReadonlyMap<string, string>
  | Readonly<Record<string, string>>;

/** What {@linkcode writeSafetensors} takes. */
export interface WriteSafetensorsOptions {
  /**
   * Whether the metadata has a checksum, `nabla.checksum`, by which `readSafetensors`
   * tells a damaged file; other programs take it as any text. Default: whether the
   * given metadata has one, which is of another file.
   */
  readonly checksum?: boolean;
}

/** How many numbers are copied at once. */
const pieceLength = 2 ** 18;

/**
 * The bytes of a safetensors file; the same tensors and metadata give the same
 * bytes as Hugging Face's library, if no checksum is asked for. Tensors of double precision come first, as
 * `F64`, then those of single, as `F32`, each by name; the header is padded with
 * spaces to a multiple of 8 bytes, so that every number lies on a multiple of its
 * size.
 *
 * ```ts
 * import { nn, saveParameters } from "@nabla/nabla";
 * import { writeSafetensors } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(2,1)`.bind();
 * const tensors = saveParameters(net.parameters, net.network);
 * const bytes = writeSafetensors(tensors, { text: "fc(2,1)" });
 * assertEquals(bytes.length % 8, 0);
 * // await Deno.writeFile("net.safetensors", bytes);
 * ```
 *
 * @throws {NablaError} if a name is used twice or is `__metadata__`, numbers do not
 * fit their shape, or the header would be longer than can be read.
 */
export function writeSafetensors(
  tensors: Iterable<NamedTensor>,
  metadata: Metadata = {},
  options: WriteSafetensorsOptions = {},
): Uint8Array<ArrayBuffer> {
  const { header, sorted } = layOut(tensors, metadata, options);
  const size = sorted.reduce((n, t) => n + t.values.byteLength, header.length);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts(header, sorted)) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The bytes of {@linkcode writeSafetensors} in parts: the header, then at most 2 MiB
 * each, made as they are taken, so that a large file is never in memory as a whole.
 * For `ReadableStream.from`, or a file that is written part by part. Numbers must
 * not change before their part is taken.
 *
 * ```ts
 * import { safetensorsParts, writeSafetensors } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const tensors = [{ name: "a", shape: [2], values: Float64Array.of(1, 2) }];
 * const parts = new Blob([...safetensorsParts(tensors)]);
 * assertEquals(await parts.bytes(), writeSafetensors(tensors));
 * ```
 *
 * @throws {NablaError} as {@linkcode writeSafetensors}, at once.
 */
export function safetensorsParts(
  tensors: Iterable<NamedTensor>,
  metadata: Metadata = {},
  options: WriteSafetensorsOptions = {},
): Iterable<Uint8Array<ArrayBuffer>> {
  const { header, sorted } = layOut(tensors, metadata, options);
  return parts(header, sorted);
}

function* parts(
  header: Uint8Array<ArrayBuffer>,
  tensors: readonly NamedTensor[],
): Generator<Uint8Array<ArrayBuffer>> {
  yield header;
  for (const { values } of tensors) yield* pieces(values);
}

function* pieces(values: Values): Generator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < values.length; start += pieceLength) {
    yield encode(values.subarray(start, start + pieceLength));
  }
}

const action = "write safetensors";

function layOut(
  tensors: Iterable<NamedTensor>,
  metadata: Metadata,
  { checksum }: WriteSafetensorsOptions,
) {
  const sorted = [...tensors].sort((a, b) =>
    b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT ||
    compareNames(a.name, b.name)
  );
  requireNames(sorted.map(({ name }) => name));
  const texts = metadata instanceof Map ? metadata : Object.entries(metadata);
  const more = new Map<string, string>(texts);
  const isOld = more.delete(checksumName);
  if (checksum ?? isOld) more.set(checksumName, checksumFor(sorted, more));
  const members: string[] = [];
  if (more.size > 0) {
    const texts = [...more].map(([key, text]) => `${json(key)}:${json(text)}`);
    members.push(`${json(metadataName)}:{${texts.join()}}`);
  }
  let end = 0;
  for (const { name, shape, values } of sorted) {
    requireShape(name, shape, values.length);
    const begin = end;
    end += values.byteLength;
    const dtype = dtypeOf(values);
    members.push(
      `${
        json(name)
      }:{"dtype":"${dtype}","shape":[${shape.join()}],"data_offsets":[${begin},${end}]}`,
    );
  }
  const text = new TextEncoder().encode(`{${members.join()}}`);
  const length = Math.ceil(text.length / 8) * 8;
  if (length > maxHeader || Math.max(members.length, more.size) > maxNames) {
    throw new NablaError("call", {
      action: say(action),
      rule: say("a header may have at most {bytes} bytes and {names} names", {
        bytes: formatCount(maxHeader),
        names: formatCount(maxNames),
      }),
      found: list([
        formatCount(length),
        formatCount(Math.max(members.length, more.size)),
      ], "and"),
    });
  }
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, 8);
  return { header, sorted };
}

function dtypeOf(values: Values): string {
  return values instanceof Float64Array ? "F64" : "F32";
}

function checksumFor(
  tensors: readonly NamedTensor[],
  metadata: Iterable<readonly [string, string]>,
): string {
  const digests = new Map<string, string>();
  for (const { name, values } of tensors) {
    const digest = createDigest();
    for (const piece of pieces(values)) digest.add(piece);
    digests.set(name, digest.text());
  }
  const said = tensors.map(({ name, shape, values }) =>
    [name, { dtype: dtypeOf(values), shape }] as const
  );
  return checksumOf({ metadata, tensors: said }, digests);
}

function requireShape(name: string, shape: Shape, length: number): void {
  if (shape.length > maxAxes) {
    throw new LimitError({
      action: say(action),
      limit: say("axes in {name}", { name: quote(name) }),
      most: maxAxes,
      asked: shape.length,
    });
  }
  const expected = elementCount(shape);
  if (expected === length) return;
  throw new NablaError("length", {
    action: say(action),
    name: say("{name} of {shape}", { name, shape: formatShape(shape) }),
    expected,
    found: length,
  });
}

function requireNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (name === metadataName || seen.has(name)) {
      throw new NablaError("call", {
        action: say(action),
        rule: say(
          "each tensor must have its own name, other than that of the metadata",
        ),
        found: seen.has(name)
          ? say("another {name}", { name: JSON.stringify(name) })
          : JSON.stringify(name),
      });
    }
    seen.add(name);
  }
}

function json(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text);
  throw new NablaError("value", {
    action: say(action),
    name: say("every text"),
    rule: say("Unicode"),
    found: JSON.stringify(text),
  });
}

/** By code points, as the reference implementation sorts bytes of UTF-8; `<` would compare halves of surrogate pairs. */
function compareNames(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  // Between the halves of a pair, the first halves are the same.
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}
