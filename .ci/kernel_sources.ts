// What follows from the signatures of the kernels: their exports for both
// precisions, and their calls from TypeScript. The signatures are in
// lib/kernels/assembly and in the contract, which use the same names.

import { combinationNames } from "../lib/kernels/contract/combinations.ts";
import { functionNames } from "../lib/kernels/contract/functions.ts";
import { lossNames } from "../lib/kernels/contract/losses.ts";
import { tileSource } from "./tile_source.ts";

/** The files of the kernels, in the order of the exports. */
const sources = [
  "product",
  "few_rows",
  "rows",
  "softmax",
  "attention",
  "elementwise",
  "losses",
  "combine",
  "windows",
  "pools",
  "convolve",
  "convolve_weight",
  "resample",
  "normalize_columns",
  "normalize_rows",
  "updates",
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
];

interface Parameter {
  readonly name: string;
  readonly type: string;
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: string;
}

interface Kernel extends Signature {
  readonly source: string;
  /** Whether it takes a part, `from` and `to`, before its words. */
  readonly isShared: boolean;
}

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
    ["assembly/names.ts", namesOf()],
    ["assembly/maps.ts", mapsOf()],
    ["assembly/tiles.ts", tileSource()],
    ["wasm/kernel_words.ts", wordsOf(kernels)],
    ["wasm/kernel_calls.ts", callsOf(methods)],
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

const capitalized = (name: string) => name[0].toUpperCase() + name.slice(1);

/** The functions of one number, of two and of three in the order of the contract. */
function namesOf(): string {
  const listOf = (names: readonly string[]) =>
    names.map(capitalized).join(", ");
  return `export const enum Name { ${listOf(functionNames)} }
export const enum LossName { ${listOf(lossNames)} }
export const enum CombinationName { ${listOf(combinationNames)} }
`;
}

/** What each type names. */
const namesOfType: Readonly<Record<string, readonly string[]>> = {
  Name: functionNames,
  LossName: lossNames,
  CombinationName: combinationNames,
};

/** Functions that are inlined where the name is known: their files, words and results. */
const inlined = [
  {
    name: "apply",
    file: "elementwise",
    type: "Name",
    words: "y: usize, x: usize, bytes: i32, a: f64, b: f64, c: f64, d: f64",
    result: "void",
  },
  {
    name: "slope",
    file: "elementwise",
    type: "Name",
    words:
      "dx: usize, x: usize, y: usize, dy: usize, bytes: i32, a: f64, b: f64, c: f64, d: f64, e: f64",
    result: "void",
  },
  {
    name: "loss",
    file: "losses",
    type: "LossName",
    words: "x: usize, t: usize, a: f64, b: f64, columns: i32",
    result: "f64",
  },
  {
    name: "lossSlope",
    file: "losses",
    type: "LossName",
    words:
      "dx: usize, x: usize, t: usize, scale: f64, a: f64, b: f64, columns: i32",
    result: "void",
  },
  {
    name: "combine",
    file: "combine",
    type: "CombinationName",
    words:
      "y: usize, a: usize, b: usize, c: usize, bytes: i32, aStep: i32, bStep: i32, cStep: i32",
    result: "void",
  },
];

/** A loop for each elementwise function and each loss, and the choice of it. */
function mapsOf(): string {
  const sources = inlined.map(({ name, file, type, words, result }) => {
    const names = namesOfType[type].map(capitalized);
    const call = words.replaceAll(/: \w+/g, "");
    const own = names.map((each) =>
      `function ${name}${each}<T>(${words}): ${result} {
  return ${name}All<T>(${type}.${each}, ${call});
}
`
    );
    const choices = names.map((each) =>
      `    case ${type}.${each}: return ${name}${each}<T>(${call});\n`
    );
    return `import { ${name}All } from "./${file}";
${own.join("")}
export function ${name}By<T>(name: i32, ${words}): ${result} {
  switch (name) {
${choices.join("")}  }
  ${result === "void" ? "" : "return 0;"}
}
`;
  });
  return `import { CombinationName, LossName, Name } from "./names";\n${
    sources.join("\n")
  }`;
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

type Methods = typeof contracts[number] & {
  readonly calls: readonly {
    readonly method: Signature;
    readonly kernel: Kernel;
  }[];
};

function callsOf(contracts: readonly Methods[]): string {
  const types = contracts.map(({ file, type }) =>
    `import type { ${type} } from "../contract/${file}.ts";\n`
  );
  return `/**
 * The methods of the contract that are one call of a kernel. Written by
 * \`deno task build:kernels\` from the signatures of both: do not edit.
 *
 * @module
 */

${types.join("")}import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { line, type KernelThreads } from "./threads.ts";

${contracts.map(callsOfType).join("\n")}`;
}

function callsOfType({ type, name, calls }: Methods): string {
  const names = calls.map(({ method }) => `"${method.name}"`);
  const lone = calls.filter(({ kernel }) => !kernel.isShared)
    .map(({ kernel: { name } }) => `${name}32, ${name}64`);
  return `/** Those of {@linkcode ${type}}. */
export function ${name}(
  { at${lone.length > 0 ? ", instance" : ""} }: KernelMemory,
  threads: KernelThreads,
): Pick<${type}, ${names.join(" | ")}> {
${
    lone.length > 0
      ? `  const { ${lone.join(", ")} } = instance.exports;\n`
      : ""
  }  return {
${calls.map(callOf).join("\n")}
  };
}
`;
}

function callOf({ method, kernel }: Methods["calls"][number]): string {
  const given = method.parameters.map(({ name }) => name);
  const own = kernel.isShared ? kernel.parameters.slice(2) : kernel.parameters;
  const words = own.map(({ name }) => wordOf(kernel.name, method, name));
  const sizes = given.filter((name) =>
    ["rows", "columns", "length"].includes(name)
  );
  // Threads share the size that the kernel does not take, or the last.
  const parts = sizes.find((size) => own.every(({ name }) => name !== size)) ??
    sizes[sizes.length - 1];
  const { name } = kernel;
  const [first] = given;
  const call = kernel.isShared
    ? `threads.run(functionOf("${name}", ${first}), 0, ${parts}, ${
      parts === "rows" ? "1" : "line"
    }, costs.${name} * ${sizes.join(" * ")}, ${words.join(", ")})`
    : `return (${first}.BYTES_PER_ELEMENT === 4 ? ${name}32 : ${name}64)(${
      words.join(", ")
    })`;
  return `    ${name}(${given.join(", ")}) {
      ${call};
    },`;
}

/** A word of a kernel, from the method's parameter of the same name. */
function wordOf(
  kernel: string,
  { parameters }: Signature,
  name: string,
): string {
  const type = parameters.find((each) => each.name === name)?.type;
  switch (type) {
    case "Values":
      return `at(${name})`;
    case "Values | undefined":
      return `${name} === undefined ? 0 : at(${name})`;
    case "boolean":
      return `${name} ? 1 : 0`;
    case "number":
      return name;
    default:
      throw new Error(
        `cannot call the kernel ${kernel}: the contract has no ${name}`,
      );
  }
}
