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
  softmaxColumnsBackward: 22,
  expSums: 24,
  expScaled: 26,
  logSoftmax: 28,
  logSoftmaxBackward: 30,
  sparsemax: 32,
  sparsemaxBackward: 34,
  weigh: 36,
  unweigh: 38,
  attend: 40,
  attendBackward: 42,
  map: 44,
  mapBackward: 46,
  addScaled: 48,
  lossSums: 50,
  lossSlopes: 52,
  cosine: 54,
  cosineBackward: 56,
  triplet: 58,
  tripletBackward: 60,
  labelHinge: 62,
  labelHingeBackward: 64,
  ctcLoss: 66,
  ctcSlopes: 68,
  combine: 70,
  draw: 72,
  patches: 74,
  addPatches: 76,
  maxPool: 78,
  meanPool: 80,
  maxPoolBackward: 82,
  meanPoolBackward: 84,
  packFilters: 86,
  convolve: 88,
  sumWeight: 90,
  writeWeight: 92,
  resample: 94,
  columnSums: 96,
  standardizeColumns: 98,
  columnsBackward: 100,
  blockTotals: 102,
  blocksBackward: 104,
  rowMoments: 106,
  rowSums: 108,
  standardizeRows: 110,
  rowsBackward: 112,
  scale: 114,
  clamp: 116,
  approach: 118,
  momentum: 120,
  lion: 122,
  adam: 124,
  adamw: 126,
  rmsprop: 128,
  adagrad: 130,
  lstm: 132,
  gru: 134,
  lstmBackward: 136,
  gruBackward: 138,
  layOut: 140,
  fixedProduct: 142,
  transposeColumns: 144,
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
  readonly softmaxColumnsBackward: [dx: number, y: number, dy: number, rows: number, columns: number];
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
  readonly draw: [kind: number, y: number, first: number, second: number, third: number, fourth: number, a: number, b: number, limit: number];
  readonly patches: [geometry: number, y: number, x: number, first: number];
  readonly addPatches: [geometry: number, x: number, y: number, first: number, end: number];
  readonly maxPool: [geometry: number, y: number, winner: number, x: number];
  readonly meanPool: [geometry: number, y: number, x: number, isWhole: number];
  readonly maxPoolBackward: [geometry: number, dx: number, winner: number, dy: number];
  readonly meanPoolBackward: [geometry: number, dx: number, dy: number, isWhole: number];
  readonly packFilters: [plan: number, panels: number, weight: number, bias: number];
  readonly convolve: [plan: number, y: number, x: number, panels: number];
  readonly sumWeight: [plan: number, sums: number, x: number, dy: number, planes: number, parts: number];
  readonly writeWeight: [plan: number, dw: number, sums: number, parts: number];
  readonly resample: [plan: number, y: number, x: number];
  readonly columnSums: [grouping: number, x: number, dy: number, mean: number];
  readonly standardizeColumns: [grouping: number, y: number, x: number, mean: number, scale: number, weight: number, bias: number];
  readonly columnsBackward: [grouping: number, dx: number, x: number, dy: number, mean: number, scale: number, weight: number, sums: number, products: number];
  readonly blockTotals: [grouping: number, sums: number, products: number, mean: number, scale: number, weight: number];
  readonly blocksBackward: [grouping: number, dx: number, x: number, dy: number, mean: number, scale: number, weight: number, sums: number, products: number];
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
