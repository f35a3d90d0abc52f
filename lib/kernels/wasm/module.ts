/**
 * The compiled kernels, and how their functions are called.
 *
 * @module
 */

import { relaxedBinary, simdBinary } from "./binaries.ts";

/** Kernels that threads can share: each takes its part, `from` and `to`, before its other words. */
export const kernelNames = [
  "product",
  "sumRows",
  "fillRows",
  "takeRows",
  "addScaled",
  "map",
  "mapBackward",
  "softmax",
  "softmaxBackward",
  "logSumExp",
  "expScaled",
  "patches",
  "addPatches",
  "maxPool",
  "maxPoolBackward",
  "meanPool",
  "meanPoolBackward",
  "moments",
  "standardize",
  "channelSums",
  "groupSums",
  "standardizeBackward",
  "scale",
  "clamp",
  "approach",
  "momentum",
  "adam",
  "adamw",
  "rmsprop",
  "adagrad",
  "lion",
] as const;

/** A kernel that threads can share. */
export type KernelName = typeof kernelNames[number];

/** The place of a kernel among {@linkcode KernelInstance.functions}, for the precision of an array. */
export function functionOf(
  name: KernelName,
  { BYTES_PER_ELEMENT }: { readonly BYTES_PER_ELEMENT: number },
): number {
  return 2 * kernelNames.indexOf(name) + (BYTES_PER_ELEMENT === 4 ? 0 : 1);
}

/** A function of the module: numbers and addresses in, nothing out. */
export type KernelFunction = (...words: number[]) => void;

/** The functions of one instance, over one memory, for one thread. */
export interface KernelInstance {
  /** The shared kernels in the order of {@linkcode kernelNames}, each for floats and then for doubles. */
  readonly functions: readonly KernelFunction[];
  /** All exports by name. */
  readonly exports: Readonly<Record<string, KernelFunction>>;
  /** The bytes of scratch that a thread needs. */
  readonly scratchBytes: number;
}

/** A build of the kernels. */
export interface KernelModule {
  /** The compiled module. */
  readonly module: WebAssembly.Module;
  /** Whether it multiplies and adds in one rounding where the machine can. */
  readonly isRelaxed: boolean;
}

/**
 * The kernels: with relaxed instructions where the engine has them; undefined
 * where it has no vectors. Compiled at the first call.
 */
export function kernelModule(): KernelModule | undefined {
  return compiled ??= compile(relaxedBinary, true) ??
    compile(simdBinary, false);
}

let compiled: KernelModule | undefined;

/** Compiles one of the builds; undefined where the engine does not know its instructions. */
export function compile(
  base64: string,
  isRelaxed: boolean,
): KernelModule | undefined {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(bytes)
    ? { module: new WebAssembly.Module(bytes), isRelaxed }
    : undefined;
}

/** Binds the kernels to a memory. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): KernelInstance {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as Record<string, KernelFunction>;
  const { productScratch } = instance.exports as {
    readonly productScratch: () => number;
  };
  return {
    functions: functionNames.map((name) => exports[name]),
    exports,
    scratchBytes: productScratch(),
  };
}

/** The names of {@linkcode KernelInstance.functions}. */
export const functionNames: readonly string[] = kernelNames.flatMap((name) => [
  `${name}32`,
  `${name}64`,
]);
