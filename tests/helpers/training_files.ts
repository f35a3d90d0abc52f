/**
 * Small data in every form that `nabla train` reads, and the same as examples of
 * the API, put together by hand.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { gzipSync } from "fflate";
import { fromBytes, readSafetensors, writeNpy, writeNpz } from "../../data.ts";
import { examplesOf } from "../../lib/data/examples/examples.ts";
import { nn, type Parameters } from "../../mod.ts";
import { type Ran, run, type World } from "./memory_io.ts";

/** Inputs are bytes, so that images can hold them; the classes are about three places. */
export const points:
  readonly (readonly [x: number, y: number, name: string])[] = Array.from({
    length: 22,
  }, (_, i) => {
    const label = (i * 7 + 1) % 3;
    const wobble = (i * 5) % 4;
    return [
      [3, 1, 9][label] + wobble,
      [2, 8, 7][label] + (i % 3),
      ["ash", "oak", "elm"][label],
    ];
  });

/** The classes in the order that a schema has. */
export const classes = ["ash", "elm", "oak"] as const;

const inputs = points.flatMap(([x, y]) => [x, y]);
const labels = points.map(([, , name]) => classes.findIndex((c) => c === name));

/** The points with their classes, as the API takes them. */
export const classified = examplesOf(Float32Array.from(inputs), {
  inputShape: [2],
  target: Float32Array.from(labels),
});

/** The points with a number to be told: 2x − y + 1. */
export const measured = examplesOf(Float32Array.from(inputs), {
  inputShape: [2],
  target: Float32Array.from(points.map(([x, y]) => 2 * x - y + 1)),
  targetShape: [1],
});

const csv = (titles: string, rows: readonly (readonly unknown[])[]) =>
  [titles, ...rows.map((row) => row.join())].join("\n") + "\n";

const idx = (shape: readonly number[], numbers: readonly number[]) => {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  head.setUint32(0, 0x0800 + shape.length);
  shape.forEach((size, i) => head.setUint32(4 + 4 * i, size));
  return Uint8Array.of(...new Uint8Array(head.buffer), ...numbers);
};

const count = points.length;
const x = { shape: [count, 2], values: Float32Array.from(inputs) };
const y = { shape: [count], values: Float32Array.from(labels) };

/** Files by name. */
export const files: Readonly<Record<string, string | Uint8Array>> = {
  "trees.csv": csv("x,y,kind", points),
  "trees.jsonl": points.map(([x, y, kind]) => JSON.stringify({ x, y, kind }))
    .join("\n"),
  "trees.npz": writeNpz([{ name: "x", ...x }, { name: "y", ...y }]),
  "x.npy": writeNpy(x.shape, x.values),
  "y.npy": writeNpy(y.shape, y.values),
  "x.idx.gz": gzipSync(idx([count, 2], inputs), { mtime: 0 }),
  "y.idx": idx([count], labels),
  "lines.csv": csv("x,y,z", points.map(([x, y]) => [x, y, 2 * x - y + 1])),
  "classifier.nn": "fc(2,5) -> tanh -> fc(3) -> cross_entropy\n",
  "line.nn": "fc(2,4) -> tanh -> fc(1) -> mse\n",
};

/** Runs a command over these files and others. */
export function over(
  words: readonly string[],
  world: World = {},
): Promise<Ran> {
  return run(words, { ...world, files: { ...files, ...world.files } });
}

/** A short training that must go well, warnings or not. */
export async function trained(
  words: readonly string[],
  world: World = {},
): Promise<Ran> {
  const ran = await over(["train", ...words], world);
  const mistakes = ran.error.replaceAll(/^warning: .*\n/gm, "");
  assertEquals([ran.status, mistakes], [0, ""]);
  return ran;
}

/** The tensors of a file by name. */
export async function tensorsIn(
  bytes: Uint8Array,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const { tensors } = await readSafetensors(fromBytes("net", bytes));
  const all: Record<string, readonly number[]> = {};
  for (const [name, tensor] of tensors) all[name] = [...await tensor.read()];
  return all;
}

/** What a file says of its network. */
export async function descriptionOf(bytes: Uint8Array) {
  const { metadata } = await readSafetensors(fromBytes("net", bytes));
  return JSON.parse(metadata.get("nabla") ?? "");
}

/** The numbers of parameters by path. */
export function numbersOf(
  parameters: Parameters,
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    [...parameters].map(({ path, value }) => [path, [...value]]),
  );
}

/** Tells the classes of the points. */
export const classifier = nn`fc(2,5) -> tanh -> fc(3) -> cross_entropy`;

/** Tells the number of a point. */
export const line = nn`fc(2,4) -> tanh -> fc(1) -> mse`;

/** What follows a source of data in most trainings. */
export const short: readonly string[] = [
  ...["--epochs", "4", "--batch", "8", "--normalize", "none"],
];

/** Where the network of most trainings goes. */
export const out: readonly string[] = ["--out", "net.safetensors"];

/** The tensors that a training leaves in its file. */
export async function learned(
  words: readonly string[],
  world: World = {},
): Promise<Readonly<Record<string, readonly number[]>>> {
  const { bytes } = await trained([...words, ...out], world);
  return await tensorsIn(bytes["net.safetensors"]);
}

/** The mean of numbers, and the root of their mean squared distance from it. */
export function spreadOf(
  numbers: Iterable<number>,
): { readonly mean: number; readonly deviation: number } {
  const all = [...numbers];
  const meanOf = (list: number[]) => list.reduce((a, b) => a + b) / list.length;
  const mean = meanOf(all);
  const deviation = Math.sqrt(meanOf(all.map((t) => (t - mean) ** 2)));
  return { mean, deviation };
}
