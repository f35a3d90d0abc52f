/**
 * The methods of the contract that are one call of a kernel. Written by
 * `deno task build:kernels` from the signatures of both: do not edit.
 *
 * @module
 */

import type { Kernels } from "../contract/kernels.ts";
import type { UpdateKernels } from "../contract/updates.ts";
import type { CellKernels } from "../contract/cells.ts";
import type { ComparisonKernels } from "../contract/comparisons.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { line, type KernelThreads } from "./threads.ts";

/** Those of {@linkcode Kernels}. */
export function kernelCalls(
  { at }: KernelMemory,
  threads: KernelThreads,
): Pick<Kernels, "fillRows" | "takeRows" | "copyColumns" | "addScaled" | "softmax" | "softmaxBackward" | "expSums" | "logSoftmax" | "logSoftmaxBackward" | "expScaled" | "sparsemax" | "sparsemaxBackward"> {
  return {
    fillRows(y, row, rows, columns) {
      threads.run(functionOf("fillRows", y), 0, rows, 1, costs.fillRows * rows * columns, at(y), at(row), columns);
    },
    takeRows(y, x, places, rows, columns) {
      threads.run(functionOf("takeRows", y), 0, rows, 1, costs.takeRows * rows * columns, at(y), at(x), at(places), columns);
    },
    copyColumns(y, yWidth, yStart, x, xWidth, xStart, rows, columns) {
      threads.run(functionOf("copyColumns", y), 0, rows, 1, costs.copyColumns * rows * columns, at(y), yWidth, yStart, at(x), xWidth, xStart, columns);
    },
    addScaled(y, x, c, length) {
      threads.run(functionOf("addScaled", y), 0, length, line, costs.addScaled * length, at(y), at(x), c);
    },
    softmax(y, x, rows, columns) {
      threads.run(functionOf("softmax", y), 0, rows, 1, costs.softmax * rows * columns, at(y), at(x), columns);
    },
    softmaxBackward(dx, y, dy, rows, columns) {
      threads.run(functionOf("softmaxBackward", dx), 0, rows, 1, costs.softmaxBackward * rows * columns, at(dx), at(y), at(dy), columns);
    },
    expSums(largest, others, x, rows, columns) {
      threads.run(functionOf("expSums", largest), 0, rows, 1, costs.expSums * rows * columns, at(largest), at(others), at(x), columns);
    },
    logSoftmax(y, largest, others, x, rows, columns) {
      threads.run(functionOf("logSoftmax", y), 0, rows, 1, costs.logSoftmax * rows * columns, at(y), at(largest), at(others), at(x), columns);
    },
    logSoftmaxBackward(dx, x, largest, others, dy, rows, columns) {
      threads.run(functionOf("logSoftmaxBackward", dx), 0, rows, 1, costs.logSoftmaxBackward * rows * columns, at(dx), at(x), at(largest), at(others), at(dy), columns);
    },
    expScaled(y, x, shifts, factors, rows, columns) {
      threads.run(functionOf("expScaled", y), 0, rows, 1, costs.expScaled * rows * columns, at(y), at(x), at(shifts), at(factors), columns);
    },
    sparsemax(y, x, rows, columns) {
      threads.run(functionOf("sparsemax", y), 0, rows, 1, costs.sparsemax * rows * columns, at(y), at(x), columns);
    },
    sparsemaxBackward(dx, y, dy, rows, columns) {
      threads.run(functionOf("sparsemaxBackward", dx), 0, rows, 1, costs.sparsemaxBackward * rows * columns, at(dx), at(y), at(dy), columns);
    },
  };
}

/** Those of {@linkcode UpdateKernels}. */
export function updateCalls(
  { at, instance }: KernelMemory,
  threads: KernelThreads,
): Pick<UpdateKernels, "dot" | "scale" | "clamp" | "approach" | "momentum" | "adam" | "adamw" | "rmsprop" | "adagrad" | "lion"> {
  const { dot32, dot64 } = instance.exports;
  return {
    dot(x, y, length) {
      return (x.BYTES_PER_ELEMENT === 4 ? dot32 : dot64)(at(x), at(y), length);
    },
    scale(y, c, length) {
      threads.run(functionOf("scale", y), 0, length, line, costs.scale * length, at(y), c);
    },
    clamp(y, bound, length) {
      threads.run(functionOf("clamp", y), 0, length, line, costs.clamp * length, at(y), bound);
    },
    approach(y, x, c, length) {
      threads.run(functionOf("approach", y), 0, length, line, costs.approach * length, at(y), at(x), c);
    },
    momentum(value, gradient, buffer, rate, momentum, share, decay, looksAhead, length) {
      threads.run(functionOf("momentum", value), 0, length, line, costs.momentum * length, at(value), at(gradient), at(buffer), rate, momentum, share, decay, looksAhead ? 1 : 0);
    },
    adam(value, gradient, mean, square, most, rate, beta1, beta2, epsilon, decay, length) {
      threads.run(functionOf("adam", value), 0, length, line, costs.adam * length, at(value), at(gradient), at(mean), at(square), most === undefined ? 0 : at(most), rate, beta1, beta2, epsilon, decay);
    },
    adamw(value, gradient, mean, square, most, rate, beta1, beta2, epsilon, shrink, length) {
      threads.run(functionOf("adamw", value), 0, length, line, costs.adamw * length, at(value), at(gradient), at(mean), at(square), most === undefined ? 0 : at(most), rate, beta1, beta2, epsilon, shrink);
    },
    rmsprop(value, gradient, square, mean, buffer, rate, alpha, epsilon, momentum, decay, length) {
      threads.run(functionOf("rmsprop", value), 0, length, line, costs.rmsprop * length, at(value), at(gradient), at(square), mean === undefined ? 0 : at(mean), buffer === undefined ? 0 : at(buffer), rate, alpha, epsilon, momentum, decay);
    },
    adagrad(value, gradient, sum, rate, epsilon, decay, length) {
      threads.run(functionOf("adagrad", value), 0, length, line, costs.adagrad * length, at(value), at(gradient), at(sum), rate, epsilon, decay);
    },
    lion(value, gradient, mean, rate, beta1, beta2, shrink, length) {
      threads.run(functionOf("lion", value), 0, length, line, costs.lion * length, at(value), at(gradient), at(mean), rate, beta1, beta2, shrink);
    },
  };
}

/** Those of {@linkcode CellKernels}. */
export function cellCalls(
  { at }: KernelMemory,
  threads: KernelThreads,
): Pick<CellKernels, "lstm" | "lstmBackward" | "gru" | "gruBackward"> {
  return {
    lstm(y, cell, bounded, gates, old, sums, fromState, width, length) {
      threads.run(functionOf("lstm", y), 0, length, line, costs.lstm * length, at(y), at(cell), at(bounded), at(gates), at(old), at(sums), at(fromState), width);
    },
    lstmBackward(dsums, dold, dy, dcell, gates, old, bounded, width, length) {
      threads.run(functionOf("lstmBackward", dsums), 0, length, line, costs.lstmBackward * length, at(dsums), at(dold), at(dy), at(dcell), at(gates), at(old), at(bounded), width);
    },
    gru(y, gates, recalled, old, sums, fromState, width, length) {
      threads.run(functionOf("gru", y), 0, length, line, costs.gru * length, at(y), at(gates), at(recalled), at(old), at(sums), at(fromState), width);
    },
    gruBackward(dy, dsums, dfromState, gates, recalled, old, width, length) {
      threads.run(functionOf("gruBackward", dy), 0, length, line, costs.gruBackward * length, at(dy), at(dsums), at(dfromState), at(gates), at(recalled), at(old), width);
    },
  };
}

/** Those of {@linkcode ComparisonKernels}. */
export function comparisonCalls(
  { at }: KernelMemory,
  threads: KernelThreads,
): Pick<ComparisonKernels, "cosine" | "cosineBackward" | "triplet" | "tripletBackward" | "labelHinge" | "labelHingeBackward"> {
  return {
    cosine(y, x, target, margin, factor, isPair, rows, length, columns) {
      threads.run(functionOf("cosine", y), 0, rows, 1, costs.cosine * rows * length * columns, at(y), at(x), at(target), margin, factor, isPair ? 1 : 0, length, columns);
    },
    cosineBackward(dx, x, target, dy, margin, factor, isPair, rows, length, columns) {
      threads.run(functionOf("cosineBackward", dx), 0, rows, 1, costs.cosineBackward * rows * length * columns, at(dx), at(x), at(target), at(dy), margin, factor, isPair ? 1 : 0, length, columns);
    },
    triplet(y, x, target, margin, factor, rows, length, columns) {
      threads.run(functionOf("triplet", y), 0, rows, 1, costs.triplet * rows * length * columns, at(y), at(x), at(target), margin, factor, length, columns);
    },
    tripletBackward(dx, x, target, dy, margin, factor, rows, length, columns) {
      threads.run(functionOf("tripletBackward", dx), 0, rows, 1, costs.tripletBackward * rows * length * columns, at(dx), at(x), at(target), at(dy), margin, factor, length, columns);
    },
    labelHinge(y, x, target, margin, factor, rows, length, columns) {
      threads.run(functionOf("labelHinge", y), 0, rows, 1, costs.labelHinge * rows * length * columns, at(y), at(x), at(target), margin, factor, length, columns);
    },
    labelHingeBackward(dx, x, target, dy, margin, factor, rows, length, columns) {
      threads.run(functionOf("labelHingeBackward", dx), 0, rows, 1, costs.labelHingeBackward * rows * length * columns, at(dx), at(x), at(target), at(dy), margin, factor, length, columns);
    },
  };
}
