import {
  kernelPlaces,
  type KernelWords,
  type LoneFunctions,
} from "./kernel_words.ts";
import {
  libraryFunctions,
  type LibrarySymbols,
  type LibraryWords,
} from "../contract/library.ts";

/** What a kernel takes after its part. */
export type Words = KernelWords & LibraryWords;

/** A kernel that threads can share. */
export type KernelName = keyof Words;

/** A place among {@linkcode KernelInstance.functions}, of one kernel and precision. */
export type KernelPlace<Name extends KernelName> = number & {
  readonly kernel?: Name;
};

/** The place of a kernel for the precision of an array. */
export function functionOf<Name extends KernelName>(
  name: Name,
  { BYTES_PER_ELEMENT }: { readonly BYTES_PER_ELEMENT: number },
): KernelPlace<Name> {
  return places[name] + (BYTES_PER_ELEMENT === 4 ? 0 : 1) as KernelPlace<Name>;
}

const ownCount = 2 * Object.keys(kernelPlaces).length;

/** The functions of a library come after the kernels. */
const places: Readonly<Record<KernelName, number>> = {
  ...kernelPlaces,
  libraryProduct: ownCount,
  libraryProducts: ownCount + 2,
  librarySteps: ownCount + 4,
};

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
  library?: LibrarySymbols,
): KernelInstance {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as unknown as
    & KernelExports
    & Record<string, KernelFunction>;
  const own = exportNames.map((name) => exports[name]);
  const more = library && libraryFunctions(library, memory, own);
  return { functions: more ? [...own, ...more] : own, exports };
}

/** The names of {@linkcode KernelInstance.functions}. */
export const exportNames: readonly string[] = Object.keys(kernelPlaces)
  .flatMap((name) => [`${name}32`, `${name}64`]);
