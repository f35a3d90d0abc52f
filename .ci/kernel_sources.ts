// What follows from the signatures of the kernels: their exports for both
// precisions, and their calls from TypeScript. The signatures are in
// lib/kernels/assembly and in the contract, which use the same names.

import {
  callSource,
  type Kernel,
  type Parameter,
  type Signature,
} from "./call_source.ts";
import { mapSource, nameSource } from "./map_source.ts";
import { tileSource } from "./tile_source.ts";

/** The files of the kernels, in the order of the exports. */
const sources = [
  "product",
  "few_rows",
  "rows/copies",
  "rows/sums",
  "rows/largest",
  "rows/softmax",
  "rows/softmax_columns",
  "rows/log_softmax",
  "rows/sparsemax",
  "attention",
  "elementwise",
  "losses/pointwise",
  "losses/angles",
  "losses/triplets",
  "losses/labels",
  "losses/ctc",
  "combine",
  "chance",
  "windows",
  "pools/forward",
  "pools/backward",
  "convolve",
  "convolve_weight",
  "resample",
  "normalizations/column_sums",
  "normalizations/columns",
  "normalizations/column_totals",
  "normalizations/row_sums",
  "normalizations/rows",
  "updates/vectors",
  "updates/momentum",
  "updates/squares",
  "cells",
  "fixed",
];

/** Generic functions that are exported but not shared by threads. */
const alone = ["entries", "dot"];

/** The parts of the contract with methods that are one call of a kernel. */
const contracts = [
  { file: "kernels", type: "Kernels", name: "kernelCalls" },
  { file: "updates", type: "UpdateKernels", name: "updateCalls" },
  { file: "cells", type: "CellKernels", name: "cellCalls" },
  {
    file: "comparisons",
    type: "ComparisonKernels",
    name: "comparisonCalls",
  },
];

/** The generated sources by their paths in `lib/kernels`; `read` gives the text of a file there. */
export function kernelSources(
  read: (path: string) => string,
): ReadonlyMap<string, string> {
  const kernels = sources.flatMap((source) =>
    signaturesIn(
      read(`assembly/${source}.ts`),
      /^export function (\w+)<T>\(([^)]*)\): (\w+)/gm,
    ).map((each) => ({
      ...each,
      source,
      isShared: each.parameters[0].name === "from" &&
        each.parameters[1].name === "to",
    }))
  ).filter(({ name, isShared }) => isShared || alone.includes(name));
  const methods = contracts.map((contract) => ({
    ...contract,
    calls: signaturesIn(
      read(`contract/${contract.file}.ts`),
      /^ {2}(\w+)\(([^)]*)\): (\w+);/gm,
    ).flatMap((method) => {
      const kernel = kernels.find(({ name }) => name === method.name);
      return kernel === undefined ? [] : [{ method, kernel }];
    }),
  }));
  return new Map([
    ["assembly/index.ts", exportsOf(kernels)],
    ["assembly/names.ts", nameSource()],
    ["assembly/maps.ts", mapSource()],
    ["assembly/tiles.ts", tileSource()],
    ["wasm/kernel_words.ts", wordsOf(kernels)],
    ["wasm/kernel_calls.ts", callSource(methods)],
  ]);
}

function signaturesIn(text: string, pattern: RegExp): Signature[] {
  return Array.from(text.matchAll(pattern), ([, name, list, result]) => ({
    name,
    result,
    parameters: list.split(",").map((each) => each.trim()).filter(Boolean)
      .map((each) => {
        const [name, type] = each.split(": ");
        return { name, type };
      }),
  }));
}

/** Every kernel for floats (32) and for doubles (64). */
function exportsOf(kernels: readonly Kernel[]): string {
  const imports = sources.map((source) => {
    const names = kernels.filter((each) => each.source === source)
      .map(({ name }) => `${name} as ${name}Of`);
    return `import { ${names.join(", ")} } from "./${source}";`;
  });
  const wrappers = ["f32", "f64"].flatMap((real) =>
    kernels.map(({ name, parameters, result }) => {
      const typed = parameters.map(({ name, type }) =>
        `${name}: ${type === "T" ? real : type}`
      );
      const words = parameters.map(({ name }) => name).join(", ");
      const call = `${name}Of<${real}>(${words});`;
      return `export function ${name}${real.slice(1)}(${
        typed.join(", ")
      }): ${result} {
  ${result === "void" ? "" : "return "}${call}
}`;
    })
  );
  return `${imports.join("\n")}

export { productScratch, setScratch } from "./product";

${wrappers.join("\n\n")}
`;
}

function wordsOf(kernels: readonly Kernel[]): string {
  const listOf = (parameters: readonly Parameter[]) =>
    parameters.map(({ name }) => `${name}: number`).join(", ");
  const shared = kernels.filter(({ isShared }) => isShared);
  const places = shared.map(({ name }, i) => `  ${name}: ${2 * i},\n`);
  const words = shared.map(({ name, parameters }) =>
    `  readonly ${name}: [${listOf(parameters.slice(2))}];\n`
  );
  const lone = kernels.filter(({ isShared }) => !isShared).flatMap(
    ({ name, parameters, result }) =>
      ["32", "64"].map((bits) =>
        `  ${name}${bits}(${listOf(parameters)}): ${
          result === "void" ? "void" : "number"
        };\n`
      ),
  );
  return `/**
 * What kernels take. Written by \`deno task build:kernels\` from their signatures:
 * do not edit.
 *
 * @module
 */

/** The place of each shared kernel among the functions of an instance: for floats, then for doubles. */
export const kernelPlaces = {
${places.join("")}} as const;

/** What each takes after its part, \`from\` and \`to\`. */
export interface KernelWords {
${words.join("")}}

/** Functions that only the main thread calls. */
export interface LoneFunctions {
${lone.join("")}}
`;
}
