import type { Values } from "../../base/values.ts";
import {
  type FunctionKernel,
  type FunctionName,
  functionNames,
} from "../contract/functions.ts";
import { plainKernels } from "../plain/plain.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { type KernelThreads, line } from "./threads.ts";

// See `costs`.
const costOfCopy = 4;
const costOfExp = 60;

/** Functions of each number. */
export function wasmFunctions(
  { at }: KernelMemory,
  threads: KernelThreads,
): Readonly<Record<FunctionName, FunctionKernel>> {
  function functionKernel(name: FunctionName): FunctionKernel {
    const index = functionNames.indexOf(name);
    const isLinear = name === "relu" || name === "leakyRelu";
    const cost = isLinear ? costOfCopy : costOfExp;
    // The error function of doubles has no vectors.
    const isPlain = ({ BYTES_PER_ELEMENT }: Values) =>
      name === "gelu" && BYTES_PER_ELEMENT === 8;
    const { forward, backward } = plainKernels.functions[name];
    return {
      forward(y, x, c, length) {
        if (isPlain(y)) return forward(y, x, c, length);
        const kernel = functionOf("map", y);
        const work = cost * length;
        threads.run(kernel, 0, length, line, work, index, at(y), at(x), c);
      },
      backward(dx, x, y, dy, c, length) {
        if (isPlain(dx)) return backward(dx, x, y, dy, c, length);
        threads.run(
          functionOf("mapBackward", dx),
          0,
          length,
          line,
          costOfCopy * length,
          index,
          at(dx),
          at(x),
          at(y),
          at(dy),
          c,
        );
      },
    };
  }

  return Object.fromEntries(
    functionNames.map((name) => [name, functionKernel(name)]),
  ) as Record<FunctionName, FunctionKernel>;
}
