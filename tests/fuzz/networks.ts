/**
 * Reads mutated files of networks and checkpoints: whatever the bytes, they are
 * refused with a `DataError`, or give the very numbers that a naive reader sees.
 * What is read predicts, and a training goes on from it, or both refuse in words.
 * None of it takes much memory or time.
 *
 * @module
 */

import { fromBytes } from "../../data.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { examplesOf } from "../../lib/data/examples/examples.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { AssemblyError } from "../../lib/network/assembly_error.ts";
import {
  adam,
  lbfgs,
  nn,
  predict,
  type Random,
  readNetwork,
  type SavedNetwork,
  saveParameters,
  type TrainOptions,
  trainSteps,
  writeNetwork,
} from "../../mod.ts";
import { happens, pick } from "./chance.ts";
import { readFileSeeds } from "./corpus.ts";
import { mostBytes, refused, skeleton, type Target } from "./led.ts";
import { naiveSafetensors } from "./naive/binary.ts";

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
  /** Whether it is as it should be. */
  readonly isValid?: boolean;
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

export async function networks(): Promise<Target<Sample>> {
  const all = await samples();
  const options = { batch: 4, epochs: 5 };
  const seeds = readFileSeeds("networks").map(({ bytes }) => ({
    bytes,
    options,
  }));
  return {
    name: "networks",
    mostBytes,
    mostTime: 2000,
    seeds,
    next(random, kept) {
      if (happens(random, 0.03)) return { ...pick(random, all), isValid: true };
      const { bytes, options } = pick(
        random,
        happens(random, 0.3) ? kept : all,
      );
      return { bytes: mutated(random, bytes), options };
    },
    async examine({ bytes, options, isValid = false }) {
      try {
        const saved = await readNetwork(fromBytes("f", bytes));
        const refusal = predictionRefusal(saved) ??
          await refusalOf(saved, options);
        const isWord = refusal?.startsWith("Cannot ") && !isValid;
        return {
          failure: difference(saved, bytes) ?? (isWord ? undefined : refusal),
          isRead: true,
          features: [`read ${skeleton(refusal ?? "")}`],
        };
      } catch (error) {
        return refused(error, isValid, "network");
      }
    },
    show: ({ bytes }) => bytes.toBase64(),
    isSmall: ({ bytes }) => bytes.length <= 4000,
    keep: ({ bytes }) => ({ name: "x.safetensors", bytes: bytes.slice() }),
  };
}

/** Predicts one example, of ones. Returns why it is refused. */
function predictionRefusal(
  { network, parameters }: SavedNetwork,
): string | undefined {
  const x = new Float32Array(elementCount(network.inputShape)).fill(1);
  return inWords(() => void predict(network, x, { parameters, batch: 1 }));
}

/** The words of what is refused; anything else is shown whole. */
function inWords(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  const isRefusal = error instanceof AssemblyError ||
    error instanceof NablaError;
  return isRefusal ? error.message : Deno.inspect(error);
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
async function refusalOf(
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
    return wordsOf(error);
  }
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
  const [header, end] = headerOf(bytes);
  const metadata = header?.__metadata__;
  if (header === undefined || typeof metadata !== "object") return bytes;
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

/** What a header says, if it can be read, and where it ends. */
// deno-lint-ignore no-explicit-any -- a changed file may hold anything
function headerOf(bytes: Uint8Array): readonly [header: any, end: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length < 8 ? 8 : 8 + Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, end));
  const header = parsed(text);
  return [typeof header === "object" ? header : undefined, end];
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
