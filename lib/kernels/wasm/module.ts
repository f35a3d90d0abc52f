import { relaxedBinary, simdBinary } from "./binaries.ts";
import {
  kernelPlaces,
  type KernelWords,
  type LoneFunctions,
} from "./kernel_words.ts";

/** A kernel that threads can share. */
export type KernelName = keyof KernelWords;

/** A place among {@linkcode KernelInstance.functions}, of one kernel and precision. */
export type KernelPlace<Name extends KernelName> = number & {
  readonly kernel?: Name;
};

/** The place of a kernel for the precision of an array. */
export function functionOf<Name extends KernelName>(
  name: Name,
  { BYTES_PER_ELEMENT }: { readonly BYTES_PER_ELEMENT: number },
): KernelPlace<Name> {
  return kernelPlaces[name] + (BYTES_PER_ELEMENT === 4 ? 0 : 1) as KernelPlace<
    Name
  >;
}

/** A function of the module: numbers and addresses in, nothing out. */
export type KernelFunction = (...words: number[]) => void;

/** The exports that are no shared kernels. */
export interface KernelExports extends LoneFunctions {
  /** Gives the instance its scratch. */
  setScratch(at: number): void;
  /** The bytes of scratch that a thread needs. */
  productScratch(): number;
}

/** The functions of one instance, over one memory, for one thread. */
export interface KernelInstance {
  /** The shared kernels, each where {@linkcode functionOf} says. */
  readonly functions: readonly KernelFunction[];
  /** What one thread calls alone. */
  readonly exports: KernelExports;
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
  const exports = instance.exports as unknown as
    & KernelExports
    & Record<string, KernelFunction>;
  return {
    functions: functionNames.map((name) => exports[name]),
    exports,
    scratchBytes: exports.productScratch(),
  };
}

/** The names of {@linkcode KernelInstance.functions}. */
export const functionNames: readonly string[] = Object.keys(kernelPlaces)
  .flatMap((name) => [`${name}32`, `${name}64`]);
