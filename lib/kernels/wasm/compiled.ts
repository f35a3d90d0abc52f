import { relaxedBinary, simdBinary } from "./binaries.ts";
import type { KernelModule } from "./module.ts";

/**
 * The kernels, with relaxed instructions if the engine has them; undefined if it
 * has no vectors, or a page may not compile. Compiled at the first call.
 */
export function kernelModule(): KernelModule | undefined {
  return compiled ??= compileKernels(relaxedBinary, true) ??
    compileKernels(simdBinary, false);
}

let compiled: KernelModule | undefined;

/** Compiles one of the builds; undefined if the engine does not know its instructions. */
export function compileKernels(
  base64: string,
  isRelaxed: boolean,
): KernelModule | undefined {
  // The way that every engine has takes a hundred times as long.
  const bytes = Uint8Array.fromBase64?.(base64) ??
    Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    return { module: new WebAssembly.Module(bytes), isRelaxed };
  } catch {
    // A page's policy may forbid it.
    return undefined;
  }
}
