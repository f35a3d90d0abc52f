/**
 * The steps of optimizers in WebAssembly.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { UpdateKernels } from "../contract/updates.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf, type KernelName } from "./module.ts";
import type { Threads } from "./threads.ts";

// About what one number costs, in units of a multiplication within a product.
const costOfCopy = 4;
const costOfMove = 8;
const costOfRoot = 24;

/** So many numbers at a time, that no two threads write to one cache line. */
const line = 16;

type Dot = (x: number, y: number, length: number) => number;

/** The loops over arrays of a memory, which some threads share. */
export function wasmUpdates(
  { at, instance }: KernelMemory,
  threads: Threads,
): UpdateKernels {
  // The one kernel that gives a number.
  const { dot32, dot64 } = instance.exports as unknown as Record<string, Dot>;
  const atOrNone = (values: Values | undefined) =>
    values === undefined ? 0 : at(values);

  function adam(name: "adam" | "adamw"): UpdateKernels["adam"] {
    return (
      value,
      gradient,
      mean,
      square,
      most,
      rate,
      beta1,
      beta2,
      epsilon,
      decay,
      length,
    ) =>
      threads.run(
        functionOf(name, value),
        0,
        length,
        line,
        costOfRoot * length,
        at(value),
        at(gradient),
        at(mean),
        at(square),
        atOrNone(most),
        rate,
        beta1,
        beta2,
        epsilon,
        decay,
      );
  }

  function alone(name: KernelName, y: Values, c: number, length: number): void {
    const work = costOfCopy * length;
    threads.run(functionOf(name, y), 0, length, line, work, at(y), c);
  }

  return {
    dot(x, y, length) {
      const run = x.BYTES_PER_ELEMENT === 4 ? dot32 : dot64;
      return run(at(x), at(y), length);
    },
    scale: (y, c, length) => alone("scale", y, c, length),
    clamp: (y, bound, length) => alone("clamp", y, bound, length),
    approach(y, x, c, length) {
      const work = costOfCopy * length;
      const kernel = functionOf("approach", y);
      threads.run(kernel, 0, length, line, work, at(y), at(x), c);
    },
    momentum(
      value,
      gradient,
      buffer,
      rate,
      momentum,
      share,
      decay,
      looksAhead,
      length,
    ) {
      threads.run(
        functionOf("momentum", value),
        0,
        length,
        line,
        costOfMove * length,
        at(value),
        at(gradient),
        at(buffer),
        rate,
        momentum,
        share,
        decay,
        looksAhead ? 1 : 0,
      );
    },
    adam: adam("adam"),
    adamw: adam("adamw"),
    rmsprop(
      value,
      gradient,
      square,
      mean,
      buffer,
      rate,
      alpha,
      epsilon,
      momentum,
      decay,
      length,
    ) {
      threads.run(
        functionOf("rmsprop", value),
        0,
        length,
        line,
        costOfRoot * length,
        at(value),
        at(gradient),
        at(square),
        atOrNone(mean),
        atOrNone(buffer),
        rate,
        alpha,
        epsilon,
        momentum,
        decay,
      );
    },
    adagrad(value, gradient, sum, rate, epsilon, decay, length) {
      threads.run(
        functionOf("adagrad", value),
        0,
        length,
        line,
        costOfRoot * length,
        at(value),
        at(gradient),
        at(sum),
        rate,
        epsilon,
        decay,
      );
    },
    lion(value, gradient, mean, rate, beta1, beta2, shrink, length) {
      threads.run(
        functionOf("lion", value),
        0,
        length,
        line,
        costOfMove * length,
        at(value),
        at(gradient),
        at(mean),
        rate,
        beta1,
        beta2,
        shrink,
      );
    },
  };
}
