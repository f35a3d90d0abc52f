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

/** Takes numbers and addresses. */
type KernelFunction = (...words: number[]) => void;

/** The exports that are not shared kernels. */
interface KernelExports extends LoneFunctions {
  setScratch(at: number): void;
  /** The bytes of scratch that a thread needs. */
  productScratch(): number;
}

/** The functions of one instance, over one memory, for one thread. */
export interface KernelInstance {
  /** The shared kernels, each where {@linkcode functionOf} says. */
  readonly functions: readonly KernelFunction[];
  readonly exports: KernelExports;
}

/** The compiled kernels. */
export interface KernelModule {
  readonly module: WebAssembly.Module;
  /** Whether they multiply and add in one rounding if the machine can. */
  readonly isRelaxed: boolean;
}

export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): KernelInstance {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as unknown as
    & KernelExports
    & Record<string, KernelFunction>;
  return {
    functions: exportNames.map((name) => exports[name]),
    exports,
  };
}

/** The names of {@linkcode KernelInstance.functions}. */
export const exportNames: readonly string[] = Object.keys(kernelPlaces)
  .flatMap((name) => [`${name}32`, `${name}64`]);
