// Stands for lib/kernels/wasm/compiled.ts. A page goes on while the kernels compile:
// some browsers refuse to compile so much while it waits.
import type { KernelModule } from "../../lib/kernels/wasm/module.ts";
import { unpackedBuilds } from "./builds.ts";
import { kernelLengths, kernels } from "./packed.ts";
import { unpacked } from "./unpacked.ts";

let compiled: KernelModule | undefined;

/** Done once the kernels have compiled, if the browser has vectors and the page may. */
export const areCompiled: Promise<void> = compile().catch(() => {});

/** The kernels; undefined until they have compiled. */
export function kernelModule(): KernelModule | undefined {
  return compiled;
}

async function compile(): Promise<void> {
  const all = new Uint8Array(await unpacked(kernels));
  const [relaxed, simd] = unpackedBuilds(all, kernelLengths);
  const isRelaxed = WebAssembly.validate(relaxed);
  const bytes = isRelaxed ? relaxed : simd;
  compiled = { module: await WebAssembly.compile(bytes), isRelaxed };
}
