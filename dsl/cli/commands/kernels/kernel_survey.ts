import { say } from "../../../../words/say.ts";
import { isRefusal } from "../../../../lib/base/nabla_error.ts";
import type { Precision } from "../../../../lib/base/values.ts";
import {
  type BlasSearch,
  findBlas,
} from "../../../../lib/kernels/blas/blas.ts";
import type { KernelKind } from "../../../../lib/kernels/contract/kernels.ts";
import {
  type KernelSpeed,
  measureKernels,
} from "../../../../lib/kernels/speeds.ts";
import { openStore, type Store } from "../../../../lib/kernels/store.ts";
import { kernelModule } from "../../../../lib/kernels/wasm/compiled.ts";
import type { Io } from "../../world/io.ts";
import { system } from "../../world/system/system.ts";
import { type BlasFile, grantOf, lookAt, whyNoBlas } from "./blas_files.ts";
import { measureApart } from "./kernel_speeds.ts";

export interface KernelSurvey {
  /** What runs it, and its engine, which has the instructions of a build or lacks them. */
  readonly runtime: string;
  readonly kernels: readonly FoundKernels[];
  /** The kind that `auto` takes, for tiny networks and for all others. */
  readonly auto: { readonly small: KernelKind; readonly large: KernelKind };
}

/** What was found of one kind. */
export interface FoundKernels {
  readonly kind: KernelKind;
  readonly isAvailable: boolean;
  /** Why it is not available, as a phrase. */
  readonly reason?: string;
  /** Of `wasm`: whether it multiplies and adds in one instruction (`relaxed`) or in two (`simd`). */
  readonly build?: "relaxed" | "simd";
  /** Of `blas`: the library. */
  readonly library?: { readonly name: string; readonly path: string };
  /** Of `blas`: every file that was tried. */
  readonly files?: readonly BlasFile[];
  /** Of `blas`: Deno's option that would grant a library that is there. */
  readonly grant?: string;
  /** How many threads share large work. */
  readonly threads?: number;
  /** How fast it is in each precision. */
  readonly speeds?: Readonly<Record<Precision, KernelSpeed>>;
}

/**
 * Looks for kernels and measures what it finds.
 *
 * @param threads how many may share the work; undefined: as many as the machine has.
 */
export async function surveyKernels(
  threads: number | undefined,
  io: Io,
  search: BlasSearch = findBlas(),
): Promise<KernelSurvey> {
  const wasm = findWasm(threads);
  const found: readonly FoundKernels[] = [
    { kind: "plain", isAvailable: true, threads: 1 },
    wasm,
    await findLibrary(search, wasm, io),
  ];
  const kernels: FoundKernels[] = [];
  for (const each of found) {
    kernels.push(each.isAvailable ? await measured(each, threads, io) : each);
  }
  return {
    runtime: system.runtime,
    kernels,
    auto: {
      small: openStore({ threads }, 0).kernels.kind,
      large: openStore({ threads }, Infinity).kernels.kind,
    },
  };
}

async function measured(
  found: FoundKernels,
  threads: number | undefined,
  io: Io,
): Promise<FoundKernels> {
  const { kind } = found;
  const measure = kind === "plain" ? measureApart : measureKernels;
  const speedIn = (precision: Precision) =>
    measure({ kind, precision, threads }, io);
  const float32 = await speedIn("float32");
  const float64 = await speedIn("float64");
  return { ...found, speeds: { float32, float64 } };
}

function findWasm(threads: number | undefined): FoundKernels {
  const kind = "wasm";
  let store: Store;
  try {
    store = openStore({ kernels: kind, threads }, 0);
  } catch (error) {
    if (!isRefusal(error, "machine")) throw error;
    const reason = say(
      "this engine has no vectors or no shared memory for it",
    );
    return { kind, isAvailable: false, reason };
  }
  return {
    kind,
    isAvailable: true,
    build: kernelModule()?.isRelaxed ? "relaxed" : "simd",
    threads: store.threads?.count ?? 1,
  };
}

async function findLibrary(
  { blas, places }: BlasSearch,
  wasm: FoundKernels,
  io: Io,
): Promise<FoundKernels> {
  const kind = "blas";
  const files = await Promise.all(places.map((place) => lookAt(place, io)));
  if (blas !== undefined && wasm.isAvailable) {
    const { name, library: { path } } = blas;
    const { threads } = wasm;
    const library = { name, path };
    return { kind, isAvailable: true, library, threads, files };
  }
  const grant = grantOf(files);
  return {
    kind,
    isAvailable: false,
    reason: blas === undefined
      ? whyNoBlas(files)
      : say("it works on the arrays of wasm, which is not there"),
    grant,
    files,
  };
}
