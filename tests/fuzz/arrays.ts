/**
 * Reads mutated safetensors, `.npy`, `.npz` and IDX files: whatever the bytes,
 * ours refuses them with a `DataError`, or gives the very numbers that a naive
 * reader sees, and never takes much memory or time.
 *
 * @module
 */

import { gzipSync, zipSync } from "fflate";
import {
  fromBytes,
  type NamedTensor,
  readIdx,
  readNpy,
  readNpz,
  readSafetensors,
  type Tensor,
  writeNpy,
  writeNpz,
  writeSafetensors,
} from "../../data.ts";
import type { Random } from "../../mod.ts";
import { pieces } from "../helpers/byte_sources.ts";
import { fixture } from "../helpers/tensor_fixtures.ts";
import { happens, pick } from "./chance.ts";
import { readFileSeeds } from "./corpus.ts";
import { mostBytes, refused, type Target } from "./led.ts";
import {
  naiveIdx,
  naiveNpy,
  naiveNpz,
  naiveSafetensors,
  type NaiveTensor,
} from "./naive/binary.ts";

/** A file of a format. */
interface ArrayFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
  /** Whether it is as it should be. */
  readonly isValid: boolean;
}

export function arrays(): Target<ArrayFile> {
  const formats = [safetensors, npy, npz, idx];
  return {
    name: "arrays",
    mostBytes,
    mostTime: 5000,
    seeds: readFileSeeds("arrays").flatMap(({ name, bytes }) => {
      const format = formats.find((each) => name.includes(`.${each.name}`));
      return format ? [{ format, bytes, isValid: false }] : [];
    }),
    next(random, kept) {
      if (happens(random, 0.3)) {
        const { format, bytes } = pick(random, kept);
        const changed = mutated(random, bytes, format);
        return { format, bytes: changed, isValid: false };
      }
      const format = pick(random, formats);
      const isValid = happens(random, 0.03);
      const bytes = isValid ? format.valid(random) : format.mutant(random);
      return { format, bytes, isValid };
    },
    async examine({ format, bytes, isValid }) {
      try {
        const found = await format.read(bytes);
        const failure = difference(found, format.naive(bytes));
        const [first] = found.values();
        const axes = first?.shape.length;
        const features = [
          `${format.name} of ${Math.min(found.size, 3)}, ${axes}`,
        ];
        return { failure, isRead: true, features };
      } catch (error) {
        return refused(error, isValid, format.name);
      }
    },
    show: ({ format, bytes }) => `${format.name} ${bytes.toBase64()}`,
    isSmall: ({ bytes }) => bytes.length <= 4000,
    keep: ({ format, bytes }) => ({
      name: `x.${format.name}`,
      bytes: bytes.slice(),
    }),
  };
}

interface Format {
  readonly name: string;
  /** A file as it should be. */
  valid(random: Random): Uint8Array;
  /** A file that may not be. */
  mutant(random: Random): Uint8Array;
  read(bytes: Uint8Array): Promise<ReadonlyMap<string, Tensor>>;
  naive(bytes: Uint8Array): ReadonlyMap<string, NaiveTensor>;
}

const one = <T>(tensor: T) => new Map([["", tensor]]);

const safetensors: Format = {
  name: "safetensors",
  valid: (random) =>
    random.uniform() < 0.3
      ? fixture("dtypes.safetensors")
      : writeSafetensors(randomTensors(random), { a: "b" }),
  mutant(random) {
    const bytes = safetensors.valid(random);
    if (random.uniform() < 0.4) return mutated(random, bytes, safetensors);
    // Edits of the header, of the length that it says.
    const end = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = new TextEncoder().encode(
      edited(random, new TextDecoder().decode(bytes.subarray(8, end))),
    );
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
    return joined(length, header, bytes.subarray(end));
  },
  async read(bytes) {
    const { tensors } = await readSafetensors(fromBytes("f", bytes));
    const all = new Map<string, Tensor>();
    for (const [name, tensor] of tensors) {
      all.set(name, { shape: tensor.shape, values: await tensor.read() });
    }
    return all;
  },
  naive: naiveSafetensors,
};

const npyFixtures = ["written.npy", "version2.npy", "version3.npy"];

const npy: Format = {
  name: "npy",
  valid(random) {
    if (random.uniform() < 0.3) return fixture(pick(random, npyFixtures));
    const { shape, values } = randomTensor(random);
    return writeNpy(shape, values);
  },
  mutant(random) {
    const bytes = npy.valid(random);
    if (random.uniform() < 0.4) return mutated(random, bytes, npy);
    const end = bytes.indexOf(10) + 1;
    const start = bytes.indexOf(123);
    const text = new TextDecoder().decode(bytes.subarray(start, end));
    // What follows a header of another length stays where it is.
    const header = edited(random, text.trim()).padEnd(text.length - 1) + "\n";
    return joined(
      bytes.subarray(0, start),
      new TextEncoder().encode(header),
      bytes.subarray(end),
    );
  },
  read: async (bytes) => one(await readNpy(pieces("f", bytes, 50))),
  naive: (bytes) => one(naiveNpy(bytes)),
};

const npz: Format = {
  name: "npz",
  valid: (random) =>
    random.uniform() < 0.2
      ? fixture(pick(random, ["arrays.npz", "arrays_deflated.npz"]))
      : writeNpz(randomTensors(random), { compressed: random.uniform() < 0.5 }),
  mutant: (random) =>
    random.uniform() < 0.6 ? mutated(random, npz.valid(random), npz) : zipSync({
      "a.npy": npy.valid(random),
      [pick(random, ["b.npy", "a.txt", "__proto__.npy"])]: npy.mutant(random),
    }, { level: pick(random, [0, 6]), mtime: "1980-01-01T00:00" }),
  read: (bytes) => readNpz(fromBytes("f", bytes)),
  naive: naiveNpz,
};

const idxFixtures = ["u8", "i8", "i16", "i32", "f32", "f64"];

const idx: Format = {
  name: "idx",
  valid: (random) =>
    random.uniform() < 0.3
      ? fixture("u8.idx.gz")
      : fixture(`${pick(random, idxFixtures)}.idx`),
  mutant(random) {
    const bytes = mutated(random, idx.valid(random), idx);
    return random.uniform() < 0.3 ? gzipSync(bytes, { mtime: 0 }) : bytes;
  },
  read: async (bytes) => one(await readIdx(pieces("f", bytes, 1000))),
  naive: (bytes) => one(naiveIdx(bytes)),
};

function difference(
  found: ReadonlyMap<string, Tensor>,
  naive: ReadonlyMap<string, NaiveTensor>,
): string | undefined {
  if (found.size !== naive.size) return `${found.size} and ${naive.size}`;
  for (const [name, { shape, values }] of found) {
    const other = naive.get(name);
    const isSame = other !== undefined && shape.join() === other.shape.join() &&
      values.length === other.values.length &&
      other.values.every((value, i) => Object.is(value, values[i]));
    if (!isSame) return `tensor ${JSON.stringify(name)} differs`;
  }
}

function randomTensor(random: Random): Tensor {
  const axes = random.integer(4);
  const shape = Array.from({ length: axes }, () => random.integer(5));
  const length = shape.reduce((n, size) => n * size, 1);
  const values = random.uniform() < 0.5
    ? new Float32Array(length)
    : new Float64Array(length);
  return { shape, values: values.map(() => random.normal()) };
}

function randomTensors(random: Random): NamedTensor[] {
  const names = ["fc1.weight", "é", "constructor", "a"];
  return names.slice(0, 1 + random.integer(4)).map((name) => ({
    name,
    ...randomTensor(random),
  }));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const extremes = [0n, 1n, 0x7fn, 0xffn, 2n ** 16n - 1n, 2n ** 31n - 1n]
  .concat([2n ** 31n, 2n ** 32n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);

/** Some changes that know nothing of the format. */
function mutated(
  random: Random,
  bytes: Uint8Array,
  format: Format,
): Uint8Array {
  let result = bytes.slice();
  do {
    const at = random.integer(result.length + 1);
    const kind = random.integer(6);
    if (kind === 0) result[at] ^= 1 << random.integer(8);
    else if (kind === 1) result[at] = random.integer(256);
    else if (kind === 2) result = result.slice(0, at);
    else if (kind === 3) {
      const other = format.valid(random);
      const from = random.integer(other.length);
      const part = other.subarray(from, from + random.integer(100));
      const isInsert = random.uniform() < 0.5;
      const rest = result.subarray(isInsert ? at : at + part.length);
      result = joined(result.subarray(0, at), part, rest).slice();
    } else if (kind === 4) {
      // Sizes stand near the beginning, or near the end of a zip file.
      const near = random.integer(70);
      const start = random.uniform() < 0.7 ? near : result.length - near;
      const view = new DataView(result.buffer);
      const size = pick(random, [2, 4, 8]);
      if (start < 0 || start + size > result.length) continue;
      const value = BigInt.asUintN(8 * size, pick(random, extremes));
      const isLittle = random.uniform() < 0.5;
      if (size === 2) view.setUint16(start, Number(value), isLittle);
      if (size === 4) view.setUint32(start, Number(value), isLittle);
      if (size === 8) view.setBigUint64(start, value, isLittle);
    } else {
      const end = Math.min(result.length, at + random.integer(40));
      result = joined(result.subarray(0, at), result.subarray(end)).slice();
    }
  } while (random.uniform() < 0.3);
  return result;
}

const words = [
  ..."{}[](),:\"'\\ \n",
  "1e3",
  "-1",
  "0.5",
  "null",
  "True",
  "'|O'",
  '"a":1,',
  "__metadata__",
  "shape",
  "F64",
  "F32",
  "BOOL",
  "I64",
  "<i8",
  ">f8",
  "|b1",
  "\u2028",
  "\ud83d\ude00",
];

/** Some changes of a header: its numbers, its words, its members. */
function edited(random: Random, header: string): string {
  let text = header;
  do {
    const numbers = [...text.matchAll(/\d+/g)];
    const kind = random.integer(5);
    if (kind < 2 && numbers.length > 0) {
      const { 0: digits, index } = pick(random, numbers);
      const number = random.uniform() < 0.7
        ? `${Math.abs(Number(digits) + random.integer(9) - 4)}`
        : `${pick(random, extremes)}`;
      text = text.slice(0, index) + number + text.slice(index + digits.length);
      continue;
    }
    const at = random.integer(text.length + 1);
    const end = at + random.integer(kind === 3 ? 20 : 3);
    if (kind === 2) {
      text = text.slice(0, at) + pick(random, words) + text.slice(at);
    } else if (kind === 3) text = text.slice(0, at) + text.slice(end);
    else text = text.slice(0, at) + pick(random, words) + text.slice(end);
  } while (random.uniform() < 0.3);
  return text;
}
