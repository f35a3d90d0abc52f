// Stands for lib/kernels/wasm/compiled.ts in the npm package, where both builds of the
// kernels lie packed in one text.
import type { KernelModule } from "../../lib/kernels/wasm/module.ts";
import { unpackedBuilds } from "../browser/builds.ts";
import { kernelLengths, kernels } from "../browser/packed.ts";
import { inflated } from "./inflated_node.ts";

/** The kernels, compiled at the first call; undefined if the engine has no vectors, or a page may not compile. */
export function kernelModule(): KernelModule | undefined {
  return (compiled ??= { kernels: compile() }).kernels;
}

let compiled: { readonly kernels: KernelModule | undefined } | undefined;

function compile(): KernelModule | undefined {
  const [relaxed, simd] = unpackedBuilds(inflated(kernels), kernelLengths);
  const isRelaxed = WebAssembly.validate(relaxed);
  try {
    const module = new WebAssembly.Module(isRelaxed ? relaxed : simd);
    return { module, isRelaxed };
  } catch {
    return undefined;
  }
}
