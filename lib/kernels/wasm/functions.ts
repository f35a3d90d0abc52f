import type { Values } from "../../base/values.ts";
import {
  chanceBlock,
  chanceNames,
  choiceLimit,
  type Draw,
} from "../contract/chance.ts";
import {
  combinationNames,
  type Combine,
  type Operand,
} from "../contract/combinations.ts";
import type { CtcKernels, CtcShape } from "../contract/ctc.ts";
import {
  type Constants,
  type FunctionKernel,
  type FunctionName,
  functionNames,
} from "../contract/functions.ts";
import {
  type LossKernel,
  type LossName,
  lossNames,
} from "../contract/losses.ts";
import {
  costOfCombination,
  costs,
  costsOfFunctions,
  costsOfLosses,
} from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionPairs } from "../plain/functions.ts";
import { functionOf } from "./module.ts";
import { type KernelThreads, line } from "./threads.ts";

const angleNames: readonly FunctionName[] = ["sine", "tan"];

/** Functions of each number. */
export function wasmFunctions(
  memory: KernelMemory,
  threads: KernelThreads,
): Readonly<Record<FunctionName, FunctionKernel>> {
  const { at } = memory;
  function functionKernel(name: FunctionName): FunctionKernel {
    const index = functionNames.indexOf(name);
    const cost = costsOfFunctions[name];
    return {
      forward(y, x, [a = 0, b = 0, c = 0, d = 0], length) {
        threads.run(
          functionOf("map", y),
          0,
          length,
          line,
          cost.forward * length,
          index,
          at(y),
          at(x),
          a,
          b,
          c,
          d,
        );
      },
      backward(dx, x, y, dy, [a = 0, b = 0, c = 0, d = 0, e = 0], length) {
        threads.run(
          functionOf("mapBackward", dx),
          0,
          length,
          line,
          cost.backward * length,
          index,
          at(dx),
          at(x),
          at(y),
          at(dy),
          a,
          b,
          c,
          d,
          e,
        );
      },
    };
  }

  return Object.fromEntries(functionNames.map((name) => {
    const kernel = functionKernel(name);
    return [
      name,
      angleNames.includes(name)
        ? withLargeAngles(name, kernel, memory)
        : kernel,
    ];
  })) as Record<FunctionName, FunctionKernel>;
}

/** Up to where vectors take quarter turns off an angle; see assembly/vectors/circle.ts. */
const mostReduced = { 4: 8192, 8: 1e6 };

/** Sine, cosine and tangent: the kernel leaves a mark if there are angles that are too large for vectors, and then those are computed plainly. */
function withLargeAngles(
  name: FunctionName,
  kernel: FunctionKernel,
  { allocate, at }: KernelMemory,
): FunctionKernel {
  let mark: Values | undefined;
  /** Runs the kernel, and says whether it left a mark. */
  function marks(run: (address: number) => void): boolean {
    mark ??= allocate("float32", 1);
    mark[0] = 0;
    run(at(mark));
    return mark[0] !== 0;
  }
  /** Visits the large angles. */
  function each(x: Values, length: number, visit: (i: number) => void) {
    const most = x.BYTES_PER_ELEMENT === 4 ? mostReduced[4] : mostReduced[8];
    for (let i = 0; i < length; i++) {
      if (Math.abs(x[i]) > most) visit(i);
    }
  }
  const pairOf = (constants: Constants) => functionPairs[name](...constants);

  return {
    forward(y, x, constants, length) {
      const [turns = 0] = constants;
      const run = (address: number) =>
        kernel.forward(y, x, [turns, 0, 0, address], length);
      if (!marks(run)) return;
      const { f } = pairOf(constants);
      each(x, length, (i) => y[i] = f(x[i]));
    },
    backward(dx, x, y, dy, constants, length) {
      const [turns = 0] = constants;
      const run = (address: number) =>
        kernel.backward(dx, x, y, dy, [turns, 0, 0, 0, address], length);
      if (!marks(run)) return;
      const { df } = pairOf(constants);
      each(x, length, (i) => dx[i] = dy[i] * df(x[i], y[i]));
    },
  };
}

/** Losses of single numbers. */
export function wasmLosses(
  { at }: KernelMemory,
  threads: KernelThreads,
): Readonly<Record<LossName, LossKernel>> {
  function lossKernel(name: LossName): LossKernel {
    const index = lossNames.indexOf(name);
    const cost = costsOfLosses[name];
    return {
      forward(y, x, target, [a = 0, b = 0], divisor, rows, columns) {
        threads.run(
          functionOf("lossSums", y),
          0,
          rows,
          line,
          cost.forward * rows * columns,
          index,
          at(y),
          at(x),
          at(target),
          a,
          b,
          1 / divisor,
          columns,
        );
      },
      backward(dx, x, target, dy, [a = 0, b = 0], divisor, rows, columns) {
        threads.run(
          functionOf("lossSlopes", dx),
          0,
          rows,
          1,
          cost.backward * rows * columns,
          index,
          at(dx),
          at(x),
          at(target),
          at(dy),
          a,
          b,
          1 / divisor,
          columns,
        );
      },
    };
  }

  return Object.fromEntries(
    lossNames.map((name) => [name, lossKernel(name)]),
  ) as Record<LossName, LossKernel>;
}

/** The most bytes of room for sums over ways, but for one example. */
const mostBytes = 2 ** 26;

/** Puts the sizes into the memory, with room for as many examples at a time as fit. */
export function wasmCtc(
  { allocate, at }: KernelMemory,
  threads: KernelThreads,
  { batch, time, classes, blank, isMean }: CtcShape,
): CtcKernels {
  // As assembly/losses/ctc.ts lays it out.
  const places = 2 * time + 4;
  const length = 2 + 2 * (time + 2) + (classes + 1) + 2 * places +
    2 * time * (classes + 1) + 2 * (time + 1) * places;
  const rooms = Math.min(
    batch,
    Math.max(1, Math.floor(mostBytes / (8 * length))),
  );
  const room = allocate("float64", rooms * length);
  const sizes = [time, classes, blank, isMean ? 1 : 0, rooms, 8 * length];
  const plan = allocate("float32", sizes.length + 1);
  new Uint32Array(plan.buffer, plan.byteOffset, plan.length)
    .set([...sizes, at(room)]);

  function run(
    name: "ctcLoss" | "ctcSlopes",
    cost: number,
    to: Values,
    ...words: [number, number] | [number, number, number]
  ): void {
    const kernel = functionOf(name, to);
    for (let b = 0; b < batch; b += rooms) {
      const end = Math.min(b + rooms, batch);
      const work = cost * (end - b) * time * classes;
      threads.run(kernel, b, end, 1, work, at(plan), at(to), ...words);
    }
  }

  return {
    forward: (y, x, target) =>
      run("ctcLoss", costs.ctcLoss, y, at(x), at(target)),
    backward: (dx, x, target, dy) =>
      run("ctcSlopes", costs.ctcSlopes, dx, at(x), at(target), at(dy)),
  };
}

/** Functions of two or three numbers. */
export function wasmCombine(
  { at }: KernelMemory,
  threads: KernelThreads,
): Combine {
  return (name, y, a, b, c, rows, columns) => {
    if (rows * columns === 0) return;
    const kind = combinationNames.indexOf(name) + 256 * (1 - a.step) +
      512 * (1 - b.step) + 1024 * (1 - c.step);
    threads.run(
      functionOf("combine", y.values),
      0,
      rows * columns,
      line,
      costOfCombination(name) * rows * columns,
      kind,
      at(y.values),
      at(a.values),
      at(b.values),
      at(c.values),
      columns,
      y.pitch,
      pitchOf(a),
      pitchOf(b),
      pitchOf(c),
    );
  };
}

/** A pitch as the kernel takes it. */
function pitchOf({ pitch, repeat = 1 }: Operand): number {
  return repeat === 1 ? pitch : -repeat;
}

/** Numbers by chance, of which threads share blocks. */
export function wasmDraw(
  { at }: KernelMemory,
  threads: KernelThreads,
): Draw {
  return (y, { name, a, b, p = 0 }, key, length) =>
    threads.run(
      functionOf("draw", y),
      0,
      length,
      chanceBlock,
      (name === "normal" ? costs.drawNormal : costs.draw) * length,
      chanceNames.indexOf(name),
      at(y),
      ...key,
      a,
      b,
      choiceLimit(p),
    );
}
