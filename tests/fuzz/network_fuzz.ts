/**
 * Reads mutated files of networks and checkpoints: whatever the bytes, they are
 * refused with a `DataError`, or give the very numbers that a naive reader sees.
 * A training goes on from what is read, or refuses it in words. Neither takes much
 * memory or time. `deno task fuzz:data [count] [seed]`.
 *
 * @module
 */

import { fromBytes } from "../../data.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { examplesOf } from "../../lib/data/examples/examples.ts";
import { AssemblyError } from "../../lib/network/assembly_error.ts";
import {
  adam,
  createRandom,
  DataError,
  lbfgs,
  nn,
  type Random,
  readNetwork,
  type SavedNetwork,
  saveParameters,
  type TrainOptions,
  trainSteps,
  writeNetwork,
} from "../../mod.ts";
import { mostBytes, mostTime, used } from "./binary_fuzz.ts";
import { naiveSafetensors } from "./naive_binary.ts";

const data = examplesOf(Float32Array.from({ length: 22 }, (_, i) => i % 7), {
  inputShape: [2],
  target: Float32Array.from({ length: 11 }, (_, i) => i % 3),
  targetShape: [1],
});

/** Trainings that are stopped, one after the other. */
const trainings: readonly (readonly [text: string, options: TrainOptions])[] = [
  ["fc(2,3) -> tanh -> fc(1) -> mse", {
    optimizer: (p) => adam(p, { amsgrad: true }),
    metrics: ["mae", "r2"],
  }],
  [
    "fc(2,4) -> batchnorm -> relu -> dropout(0.3) -> fc(1) -> mse",
    { average: 0.9, validation: data },
  ],
  ["let a(n) = fc(n) -> tanh\nfc(2,2) -> a(3) -> fc(1) -> mse", {
    batch: 11,
    optimizer: (p, again) => lbfgs(p, again, { maxIterations: 2 }),
  }],
];

/** A file with what its training was told; whole files and checkpoints. */
interface Sample {
  readonly bytes: Uint8Array;
  readonly options: TrainOptions;
}

async function samples(): Promise<readonly Sample[]> {
  const all: Sample[] = [];
  for (const [text, more] of trainings) {
    const network = nn(text);
    const options = { batch: 4, epochs: 5, ...more };
    const steps = trainSteps(network, data, options);
    for (let i = 0; i < 5; i++) {
      const { done, value } = await steps.next();
      if (done) throw new Error("the training is over");
      const state = value.save();
      const description = {
        text,
        libraries: ["let unused = relu"],
        precision: "float32",
        normalization: { offset: [1, 2], scale: [3, 4] },
        schema: {
          inputs: [{ name: "x" }, { name: "color", categories: ["red"] }],
          targets: [{ name: "z" }],
        },
        means: [0.5, 1],
        training: { seed: 3, optimizer: "adam()", metrics: ["mae"] },
      } as const;
      const { parameters } = state;
      const whole = { description, network, parameters };
      for (const saved of [{ ...whole, state }, whole]) {
        const parts = [...writeNetwork(saved)];
        const bytes = new Uint8Array(
          await new Blob(
            parts.map((part) => part.slice()),
          ).arrayBuffer(),
        );
        all.push({ bytes, options });
      }
    }
  }
  return all;
}

/** Reads `count` files, or as many as it takes to find a failure; says how, and how many were read and refused. */
export async function fuzzOnce(
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<
  { readonly failure?: string; readonly read: number; readonly refused: number }
> {
  const random = createRandom(seed).fork("network");
  const all = await samples();
  const before = used();
  let read = 0;
  for (let i = 0; i < count; i++) {
    const { bytes, options } = pick(random, all);
    const isValid = random.uniform() < 0.03;
    const mutant = isValid ? bytes : mutated(random, bytes);
    const start = performance.now();
    let failure: string | undefined;
    try {
      const saved = await readNetwork(fromBytes("f", mutant));
      read++;
      failure = difference(saved, mutant) ?? await refusal(saved, options);
      if (isValid && failure?.startsWith("Cannot")) failure = `!${failure}`;
      if (failure?.startsWith("Cannot")) failure = undefined;
    } catch (error) {
      if (!(error instanceof DataError)) failure = Deno.inspect(error);
      else if (isValid) failure = `a right file is refused: ${error.message}`;
      else if (error.message.length > 5000) failure = "a message without end";
    }
    if (performance.now() - start > mostTime) failure ??= "it takes too long";
    if (i % 20 === 0 && used() - before > mostBytes) {
      failure ??= `it takes ${used() - before} bytes`;
    }
    if (failure === undefined) continue;
    return {
      failure: `${i}: ${failure}\n${mutant.toBase64()}`,
      read,
      refused: i + 1 - read,
    };
  }
  return { read, refused: count - read };
}

/** The parameters must be the numbers of the file, in single precision where they have that. */
function difference(
  { network, parameters }: SavedNetwork,
  bytes: Uint8Array,
): string | undefined {
  const naive = naiveSafetensors(bytes);
  const round = parameters.precision === "float32" ? Math.fround : Number;
  for (const { name, values } of saveParameters(parameters, network)) {
    const own = naive.get(name);
    const isSame = own?.values.length === values.length &&
      own.values.every((value, i) => Object.is(round(value), values[i]));
    if (!isSame) return `tensor ${JSON.stringify(name)} differs`;
  }
}

/** Goes on with a training for two steps. Returns why it refuses, in words that begin with Cannot. */
async function refusal(
  { network, parameters, state }: SavedNetwork,
  options: TrainOptions,
): Promise<string | undefined> {
  if (state === undefined || network.loss?.layer.name !== "mse") return;
  if (network.inputShape.join() !== "2") return;
  if (network.outputShape.join() !== "1") return;
  try {
    const { precision } = parameters;
    const steps = trainSteps(network, data, {
      ...options,
      precision,
      resume: state,
    });
    for (let i = 0; i < 2; i++) {
      const { done, value } = await steps.next();
      if (done) break;
      value.save();
    }
  } catch (error) {
    const isRefusal = error instanceof AssemblyError ||
      error instanceof NablaError;
    return isRefusal && error.message.startsWith("Cannot ")
      ? error.message
      : Deno.inspect(error);
  }
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.integer(items.length)];
}

/** Bytes that know nothing of the format, or a header of which a text was changed. */
function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  if (random.uniform() < 0.2) {
    const result = bytes.slice(
      0,
      random.uniform() < 0.3 ? random.integer(bytes.length) : bytes.length,
    );
    do result[random.integer(result.length)] = random.integer(256); while (
      random.uniform() < 0.5
    );
    return result;
  }
  const end = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end)));
  const metadata = header.__metadata__;
  // Without its checksum, what a header says is looked at.
  if (random.uniform() < 0.95) delete metadata["nabla.checksum"];
  const names = Object.keys(metadata);
  do {
    const kind = random.integer(4);
    if (kind === 0) editTensors(random, header);
    else {
      const name = pick(random, names);
      const text = metadata[name];
      metadata[name] = kind === 1 || name === "format"
        ? garbled(random, text)
        : JSON.stringify(edited(random, parsed(text)));
    }
  } while (random.uniform() < 0.2);
  const text = JSON.stringify(header);
  const written = new TextEncoder().encode(
    // Names that JavaScript would not keep as they are.
    random.uniform() < 0.02 ? text.replace('"shape"', '"__proto__"') : text,
  );
  const result = new Uint8Array(8 + written.length + bytes.length - end);
  new DataView(result.buffer).setBigUint64(0, BigInt(written.length), true);
  result.set(written, 8);
  result.set(bytes.subarray(end), 8 + written.length);
  return result;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Tensors change their names, their types and their shapes. */
function editTensors(random: Random, header: Record<string, unknown>): void {
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  const name = pick(random, names);
  const other = pick(random, names);
  const kind = random.integer(3);
  if (kind === 0) {
    [header[name], header[other]] = [header[other], header[name]];
  } else if (kind === 1) {
    header[
      `${pick(random, ["training/optimizer/", "training/kept/", ""])}${
        pick(random, ["fc1.weight", "fc1.bias.exp_avg", "x", "__proto__"])
      }`
    ] = header[name];
    delete header[name];
  } else header[name] = edited(random, header[name]);
}

const texts = [
  "fc(2,100000) -> fc(100000) -> fc(1) -> mse",
  "fc(2,3) -> (relu)*100000 -> fc(1) -> mse",
  "input(20000,5000) -> flatten -> mse",
  "input(1000,1000) -> positional -> flatten -> mse",
  "input(1000,90000) -> positional -> mse",
  "given m = 1e9\nfc(2,3) -> tanh -> fc(1) -> mse",
  "fc(2,3,init=orthogonal) -> tanh -> fc(1) -> mse",
  "fc(2,3) -> tanh -> fc(1)",
  "input(2) -> lstm(3000) -> fc(1) -> mse",
  "nonsense",
  "",
];

const values: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  3,
  1e9,
  2 ** 53,
  -2e308,
  "NaN",
  "Infinity",
  "",
  "adam",
  "sgd",
  "x",
  [],
  {},
  [[]],
  [1, 2, 3, 4],
  [0, 0, 0, 0],
  Array(2000).fill(0),
  Array(2000).fill({ epoch: 1, loss: 1, metrics: {}, learningRate: 1 }),
  JSON.parse('{"__proto__": 1}'),
  JSON.parse('{"1000000000 dropout1": [1, 2, 3, 4]}'),
  JSON.parse('{"4 dropout1": [1, 2, 3, 4], "4 fc9": [1, 2, 3, 4]}'),
  JSON.parse('{"__proto__": [1, 2, 3, 4]}'),
  JSON.parse("[".repeat(3000) + "]".repeat(3000)),
  ...texts,
];

/** JSON with one of its places changed, wherever it is. */
function edited(random: Random, json: unknown): unknown {
  if (typeof json === "object" && json !== null && random.uniform() < 0.85) {
    const keys = Object.keys(json);
    if (keys.length > 0) {
      const key = pick(random, keys);
      const copy = Array.isArray(json) ? [...json] : { ...json };
      const all = copy as Record<string, unknown>;
      const kind = random.integer(8);
      if (kind === 0 && !Array.isArray(copy)) delete all[key];
      else if (kind === 1 && !Array.isArray(copy)) {
        all[pick(random, ["extra", "version", "constructor"])] = all[key];
      } else all[key] = edited(random, all[key]);
      return copy;
    }
  }
  if (typeof json === "number" && random.uniform() < 0.5) {
    return json + random.integer(5) - 2;
  }
  if (typeof json === "string" && random.uniform() < 0.4) {
    return garbled(random, json);
  }
  return pick(random, values);
}

/** A text with some characters changed. */
function garbled(random: Random, text: string): string {
  let result = text;
  do {
    const at = random.integer(result.length + 1);
    const part = random.uniform() < 0.3
      ? ""
      : pick(random, [...'0123456789{}[]():,*->"\\ ex\n\u2028', "1e9", "é"]);
    result = result.slice(0, at) + part + result.slice(at + random.integer(3));
  } while (random.uniform() < 0.3);
  return result;
}
