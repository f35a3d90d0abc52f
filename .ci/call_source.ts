// The methods of the contract that are one call of a kernel, from the signatures of
// both.

export interface Parameter {
  readonly name: string;
  readonly type: string;
}

export interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: string;
}

export interface Kernel extends Signature {
  readonly source: string;
  /** Whether it takes a part, `from` and `to`, before its words. */
  readonly isShared: boolean;
}

/** A part of the contract, with its methods that are one call of a kernel. */
export interface Methods {
  readonly file: string;
  /** The contract's type, and what the function that makes it is called. */
  readonly type: string;
  readonly name: string;
  readonly calls: readonly {
    readonly method: Signature;
    readonly kernel: Kernel;
  }[];
}

/** `wasm/kernel_calls.ts` */
export function callSource(contracts: readonly Methods[]): string {
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
