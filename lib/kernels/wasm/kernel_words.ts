/**
 * What kernels take. Written by `deno task build:kernels` from their signatures:
 * do not edit.
 *
 * @module
 */

/** The place of each shared kernel among the functions of an instance: for floats, then for doubles. */
export const kernelPlaces = {
  product: 0,
  sumRows: 2,
  softmax: 4,
  softmaxBackward: 6,
  expSums: 8,
  expScaled: 10,
  takeRows: 12,
  fillRows: 14,
  copyColumns: 16,
  logSoftmax: 18,
  logSoftmaxBackward: 20,
  sumColumns: 22,
  largestPlaces: 24,
  map: 26,
  mapBackward: 28,
  addScaled: 30,
  patches: 32,
  addPatches: 34,
  maxPool: 36,
  meanPool: 38,
  maxPoolBackward: 40,
  meanPoolBackward: 42,
  packFilters: 44,
  convolve: 46,
  sumWeight: 48,
  writeWeight: 50,
  resample: 52,
  columnSums: 54,
  standardizeColumns: 56,
  columnsBackward: 58,
  rowMoments: 60,
  standardizeRows: 62,
  rowSums: 64,
  rowsBackward: 66,
  scale: 68,
  clamp: 70,
  approach: 72,
  momentum: 74,
  adam: 76,
  adamw: 78,
  rmsprop: 80,
  adagrad: 82,
  lion: 84,
  lstm: 86,
  gru: 88,
  lstmBackward: 90,
  gruBackward: 92,
  layOut: 94,
  fixedProduct: 96,
  transposeColumns: 98,
} as const;

/** What each takes after its part, `from` and `to`. */
export interface KernelWords {
  readonly product: [isByColumns: number, y: number, a: number, b: number, bias: number, m: number, n: number, k: number, isAT: number, isBT: number];
  readonly sumRows: [y: number, x: number, rows: number, columns: number];
  readonly softmax: [y: number, x: number, columns: number];
  readonly softmaxBackward: [dx: number, y: number, dy: number, columns: number];
  readonly expSums: [largest: number, others: number, x: number, columns: number];
  readonly expScaled: [y: number, x: number, shifts: number, factors: number, columns: number];
  readonly takeRows: [y: number, x: number, places: number, columns: number];
  readonly fillRows: [y: number, row: number, columns: number];
  readonly copyColumns: [y: number, yWidth: number, yStart: number, x: number, xWidth: number, xStart: number, columns: number];
  readonly logSoftmax: [y: number, largest: number, others: number, x: number, columns: number];
  readonly logSoftmaxBackward: [dx: number, x: number, largest: number, others: number, dy: number, columns: number];
  readonly sumColumns: [y: number, x: number, c: number, columns: number];
  readonly largestPlaces: [places: number, x: number, sign: number, columns: number];
  readonly map: [name: number, y: number, x: number, c: number];
  readonly mapBackward: [name: number, dx: number, x: number, y: number, dy: number, c: number];
  readonly addScaled: [y: number, x: number, c: number];
  readonly patches: [geometry: number, y: number, x: number, first: number];
  readonly addPatches: [geometry: number, x: number, y: number, first: number, end: number];
  readonly maxPool: [geometry: number, y: number, winner: number, x: number];
  readonly meanPool: [geometry: number, y: number, x: number, isWhole: number];
  readonly maxPoolBackward: [geometry: number, dx: number, winner: number, dy: number];
  readonly meanPoolBackward: [geometry: number, dx: number, dy: number, isWhole: number];
  readonly packFilters: [plan: number, panels: number, weight: number, bias: number];
  readonly convolve: [plan: number, y: number, x: number, panels: number];
  readonly sumWeight: [plan: number, sums: number, x: number, dy: number, images: number, parts: number];
  readonly writeWeight: [plan: number, dw: number, sums: number, parts: number];
  readonly resample: [plan: number, y: number, x: number];
  readonly columnSums: [grouping: number, sums: number, products: number, x: number, dy: number, pivots: number];
  readonly standardizeColumns: [grouping: number, y: number, x: number, numbers: number];
  readonly columnsBackward: [grouping: number, dx: number, x: number, dy: number, numbers: number];
  readonly rowMoments: [grouping: number, mean: number, variance: number, x: number, isCentred: number];
  readonly standardizeRows: [grouping: number, y: number, x: number, mean: number, scale: number, weight: number, bias: number];
  readonly rowSums: [grouping: number, dWeight: number, dBias: number, sums: number, products: number, x: number, dy: number, mean: number, scale: number, weight: number];
  readonly rowsBackward: [grouping: number, dx: number, x: number, dy: number, mean: number, scale: number, weight: number, sums: number, products: number];
  readonly scale: [y: number, c: number];
  readonly clamp: [y: number, bound: number];
  readonly approach: [y: number, x: number, c: number];
  readonly momentum: [value: number, gradient: number, buffer: number, rate: number, momentum: number, share: number, decay: number, looksAhead: number];
  readonly adam: [value: number, gradient: number, mean: number, square: number, most: number, rate: number, beta1: number, beta2: number, epsilon: number, decay: number];
  readonly adamw: [value: number, gradient: number, mean: number, square: number, most: number, rate: number, beta1: number, beta2: number, epsilon: number, shrink: number];
  readonly rmsprop: [value: number, gradient: number, square: number, mean: number, buffer: number, rate: number, alpha: number, epsilon: number, momentum: number, decay: number];
  readonly adagrad: [value: number, gradient: number, sum: number, rate: number, epsilon: number, decay: number];
  readonly lion: [value: number, gradient: number, mean: number, rate: number, beta1: number, beta2: number, shrink: number];
  readonly lstm: [y: number, cell: number, bounded: number, gates: number, old: number, sums: number, fromState: number, width: number];
  readonly gru: [y: number, gates: number, recalled: number, old: number, sums: number, fromState: number, width: number];
  readonly lstmBackward: [dsums: number, dold: number, dy: number, dcell: number, gates: number, old: number, bounded: number, width: number];
  readonly gruBackward: [dy: number, dsums: number, dfromState: number, gates: number, recalled: number, old: number, width: number];
  readonly layOut: [panels: number, b: number, n: number, k: number, isBT: number];
  readonly fixedProduct: [y: number, a: number, panels: number, bias: number, m: number, n: number, k: number];
  readonly transposeColumns: [y: number, x: number, rows: number, columns: number];
}

/** Functions that only the main thread calls. */
export interface LoneFunctions {
  entries32(start: number, count: number, stride: number, y: number, a: number, b: number, bias: number, m: number, n: number, k: number): void;
  entries64(start: number, count: number, stride: number, y: number, a: number, b: number, bias: number, m: number, n: number, k: number): void;
  dot32(x: number, y: number, length: number): number;
  dot64(x: number, y: number, length: number): number;
}
