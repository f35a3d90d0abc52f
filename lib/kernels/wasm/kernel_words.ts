/**
 * What kernels take. Written by `deno task build:kernels` from their signatures:
 * do not edit.
 *
 * @module
 */

/** The place of each shared kernel among the functions of an instance: for floats, then for doubles. */
export const kernelPlaces = {
  product: 0,
  products: 2,
  takeRows: 4,
  sumTaken: 6,
  fillRows: 8,
  copyColumns: 10,
  sumAlong: 12,
  spreadAlong: 14,
  largestAlong: 16,
  softmax: 18,
  softmaxBackward: 20,
  expSums: 22,
  expScaled: 24,
  logSoftmax: 26,
  logSoftmaxBackward: 28,
  sparsemax: 30,
  sparsemaxBackward: 32,
  weigh: 34,
  unweigh: 36,
  attend: 38,
  attendBackward: 40,
  map: 42,
  mapBackward: 44,
  addScaled: 46,
  lossSums: 48,
  lossSlopes: 50,
  cosine: 52,
  cosineBackward: 54,
  triplet: 56,
  tripletBackward: 58,
  labelHinge: 60,
  labelHingeBackward: 62,
  ctcLoss: 64,
  ctcSlopes: 66,
  combine: 68,
  patches: 70,
  addPatches: 72,
  maxPool: 74,
  meanPool: 76,
  maxPoolBackward: 78,
  meanPoolBackward: 80,
  packFilters: 82,
  convolve: 84,
  sumWeight: 86,
  writeWeight: 88,
  resample: 90,
  columnSums: 92,
  columnTotals: 94,
  standardizeColumns: 96,
  columnsBackward: 98,
  rowMoments: 100,
  rowSums: 102,
  standardizeRows: 104,
  rowsBackward: 106,
  scale: 108,
  clamp: 110,
  approach: 112,
  momentum: 114,
  lion: 116,
  adam: 118,
  adamw: 120,
  rmsprop: 122,
  adagrad: 124,
  lstm: 126,
  gru: 128,
  lstmBackward: 130,
  gruBackward: 132,
  layOut: 134,
  fixedProduct: 136,
  transposeColumns: 138,
} as const;

/** What each takes after its part, `from` and `to`. */
export interface KernelWords {
  readonly product: [isByColumns: number, y: number, a: number, b: number, bias: number, m: number, n: number, k: number, isAT: number, isBT: number];
  readonly products: [y: number, a: number, b: number, m: number, n: number, k: number, isAT: number, isBT: number];
  readonly takeRows: [y: number, x: number, places: number, columns: number];
  readonly sumTaken: [dx: number, dy: number, places: number, count: number, columns: number];
  readonly fillRows: [y: number, row: number, columns: number];
  readonly copyColumns: [y: number, yWidth: number, yStart: number, x: number, xWidth: number, xStart: number, columns: number];
  readonly sumAlong: [y: number, x: number, c: number, rows: number, columns: number];
  readonly spreadAlong: [y: number, x: number, c: number, rows: number, columns: number];
  readonly largestAlong: [places: number, x: number, sign: number, rows: number, columns: number];
  readonly softmax: [y: number, x: number, columns: number];
  readonly softmaxBackward: [dx: number, y: number, dy: number, columns: number];
  readonly expSums: [largest: number, others: number, x: number, columns: number];
  readonly expScaled: [y: number, x: number, shifts: number, factors: number, columns: number];
  readonly logSoftmax: [y: number, largest: number, others: number, x: number, columns: number];
  readonly logSoftmaxBackward: [dx: number, x: number, largest: number, others: number, dy: number, columns: number];
  readonly sparsemax: [y: number, x: number, columns: number];
  readonly sparsemaxBackward: [dx: number, y: number, dy: number, columns: number];
  readonly weigh: [place: number];
  readonly unweigh: [place: number, room: number];
  readonly attend: [place: number];
  readonly attendBackward: [place: number];
  readonly map: [name: number, y: number, x: number, a: number, b: number, c: number, d: number];
  readonly mapBackward: [name: number, dx: number, x: number, y: number, dy: number, a: number, b: number, c: number, d: number, e: number];
  readonly addScaled: [y: number, x: number, c: number];
  readonly lossSums: [name: number, y: number, x: number, t: number, a: number, b: number, factor: number, columns: number];
  readonly lossSlopes: [name: number, dx: number, x: number, t: number, dy: number, a: number, b: number, factor: number, columns: number];
  readonly cosine: [y: number, x: number, target: number, margin: number, factor: number, isPair: number, length: number, columns: number];
  readonly cosineBackward: [dx: number, x: number, target: number, dy: number, margin: number, factor: number, isPair: number, length: number, columns: number];
  readonly triplet: [y: number, x: number, target: number, margin: number, factor: number, length: number, columns: number];
  readonly tripletBackward: [dx: number, x: number, target: number, dy: number, margin: number, factor: number, length: number, columns: number];
  readonly labelHinge: [y: number, x: number, target: number, margin: number, factor: number, length: number, columns: number];
  readonly labelHingeBackward: [dx: number, x: number, target: number, dy: number, margin: number, factor: number, length: number, columns: number];
  readonly ctcLoss: [place: number, y: number, x: number, target: number];
  readonly ctcSlopes: [place: number, dx: number, x: number, target: number, dy: number];
  readonly combine: [kind: number, y: number, a: number, b: number, c: number, columns: number, yPitch: number, aPitch: number, bPitch: number, cPitch: number];
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
  readonly columnSums: [grouping: number, sums: number, products: number, x: number, dy: number, mean: number, means: number];
  readonly columnTotals: [grouping: number, dWeight: number, dBias: number, sums: number, products: number, pieceSums: number, pieceProducts: number, scale: number, weight: number];
  readonly standardizeColumns: [grouping: number, y: number, x: number, numbers: number, mean: number, scale: number, weight: number, bias: number];
  readonly columnsBackward: [grouping: number, dx: number, x: number, dy: number, numbers: number, mean: number, scale: number, weight: number, sums: number, products: number];
  readonly rowMoments: [grouping: number, mean: number, variance: number, x: number, isCentred: number];
  readonly rowSums: [grouping: number, dWeight: number, dBias: number, sums: number, products: number, x: number, dy: number, mean: number, scale: number, weight: number];
  readonly standardizeRows: [grouping: number, y: number, x: number, mean: number, scale: number, weight: number, bias: number];
  readonly rowsBackward: [grouping: number, dx: number, x: number, dy: number, mean: number, scale: number, weight: number, sums: number, products: number];
  readonly scale: [y: number, c: number];
  readonly clamp: [y: number, bound: number];
  readonly approach: [y: number, x: number, c: number];
  readonly momentum: [value: number, gradient: number, buffer: number, rate: number, momentum: number, share: number, decay: number, looksAhead: number];
  readonly lion: [value: number, gradient: number, mean: number, rate: number, beta1: number, beta2: number, shrink: number];
  readonly adam: [value: number, gradient: number, mean: number, square: number, most: number, rate: number, beta1: number, beta2: number, epsilon: number, decay: number];
  readonly adamw: [value: number, gradient: number, mean: number, square: number, most: number, rate: number, beta1: number, beta2: number, epsilon: number, shrink: number];
  readonly rmsprop: [value: number, gradient: number, square: number, mean: number, buffer: number, rate: number, alpha: number, epsilon: number, momentum: number, decay: number];
  readonly adagrad: [value: number, gradient: number, sum: number, rate: number, epsilon: number, decay: number];
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
