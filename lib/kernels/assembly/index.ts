// The exports: every kernel for floats (32) and for doubles (64). Those that
// several threads can share begin with their part: rows, columns or numbers
// `from … to - 1`.
import { addScaled, map, mapBackward } from "./elementwise";
import { entries } from "./few_rows";
import {
  channelSums,
  groupSums,
  moments,
  standardize,
  standardizeBackward,
} from "./normalize";
import { product, productScratch, setScratch } from "./product";
import {
  expScaled,
  fillRows,
  logSumExp,
  softmax,
  softmaxBackward,
  sumRows,
  takeRows,
} from "./rows";
import {
  adagrad,
  adam,
  adamw,
  approach,
  clamp,
  dot,
  lion,
  momentum,
  rmsprop,
  scale,
} from "./updates";
import {
  addPatches,
  maxPool,
  maxPoolBackward,
  meanPool,
  meanPoolBackward,
  patches,
} from "./windows";

export { productScratch, setScratch };

export function product32(
  from: i32,
  to: i32,
  isByColumns: bool,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
): void {
  product<f32>(from, to, isByColumns, y, a, b, bias, m, n, k, isAT, isBT);
}

export function entries32(
  start: i32,
  count: i32,
  stride: i32,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  entries<f32>(start, count, stride, y, a, b, bias, m, n, k);
}

export function sumRows32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  sumRows<f32>(from, to, y, x, rows, columns);
}

export function takeRows32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  places: usize,
  columns: i32,
): void {
  takeRows<f32>(from, to, y, x, places, columns);
}

export function fillRows32(
  from: i32,
  to: i32,
  y: usize,
  row: usize,
  columns: i32,
): void {
  fillRows<f32>(from, to, y, row, columns);
}

export function addScaled32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f32,
): void {
  addScaled<f32>(from, to, y, x, c);
}

export function map32(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  c: f32,
): void {
  map<f32>(from, to, name, y, x, c);
}

export function mapBackward32(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
): void {
  mapBackward<f32>(from, to, name, dx, x, y, dy, c);
}

export function softmax32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  softmax<f32>(from, to, y, x, columns);
}

export function softmaxBackward32(
  from: i32,
  to: i32,
  dx: usize,
  y: usize,
  dy: usize,
  columns: i32,
): void {
  softmaxBackward<f32>(from, to, dx, y, dy, columns);
}

export function logSumExp32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  logSumExp<f32>(from, to, y, x, columns);
}

export function expScaled32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  shifts: usize,
  factors: usize,
  columns: i32,
): void {
  expScaled<f32>(from, to, y, x, shifts, factors, columns);
}

export function patches32(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  first: i32,
): void {
  patches<f32>(from, to, geometry, y, x, first);
}

export function addPatches32(
  from: i32,
  to: i32,
  geometry: usize,
  x: usize,
  y: usize,
  first: i32,
  end: i32,
): void {
  addPatches<f32>(from, to, geometry, x, y, first, end);
}

export function maxPool32(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  winner: usize,
  x: usize,
): void {
  maxPool<f32>(from, to, geometry, y, winner, x);
}

export function maxPoolBackward32(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  winner: usize,
  dy: usize,
): void {
  maxPoolBackward<f32>(from, to, geometry, dx, winner, dy);
}

export function meanPool32(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  isWhole: bool,
): void {
  meanPool<f32>(from, to, geometry, y, x, isWhole);
}

export function meanPoolBackward32(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  dy: usize,
  isWhole: bool,
): void {
  meanPoolBackward<f32>(from, to, geometry, dx, dy, isWhole);
}

export function moments32(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
): void {
  moments<f32>(from, to, grouping, y, x, mean);
}

export function standardize32(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  standardize<f32>(from, to, grouping, y, x, mean, scale, weight, bias);
}

export function channelSums32(
  from: i32,
  to: i32,
  grouping: usize,
  products: usize,
  sums: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
): void {
  channelSums<f32>(from, to, grouping, products, sums, x, dy, mean, scale);
}

export function groupSums32(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
): void {
  groupSums<f32>(
    from,
    to,
    grouping,
    sums,
    products,
    x,
    dy,
    mean,
    scale,
    weight,
  );
}

export function standardizeBackward32(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  sums: usize,
  products: usize,
): void {
  standardizeBackward<f32>(
    from,
    to,
    grouping,
    dx,
    x,
    dy,
    mean,
    scale,
    weight,
    sums,
    products,
  );
}

export function dot32(x: usize, y: usize, length: i32): f64 {
  return dot<f32>(x, y, length);
}

export function scale32(
  from: i32,
  to: i32,
  y: usize,
  c: f64,
): void {
  scale<f32>(from, to, y, c);
}

export function clamp32(
  from: i32,
  to: i32,
  y: usize,
  bound: f64,
): void {
  clamp<f32>(from, to, y, bound);
}

export function approach32(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  approach<f32>(from, to, y, x, c);
}

export function momentum32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: f64,
  keep: f64,
  share: f64,
  decay: f64,
  looksAhead: bool,
): void {
  momentum<f32>(
    from,
    to,
    value,
    gradient,
    buffer,
    rate,
    keep,
    share,
    decay,
    looksAhead,
  );
}

export function adam32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
): void {
  adam<f32>(
    from,
    to,
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
  );
}

export function adamw32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  shrink: f64,
): void {
  adamw<f32>(
    from,
    to,
    value,
    gradient,
    mean,
    square,
    most,
    rate,
    beta1,
    beta2,
    epsilon,
    shrink,
  );
}

export function rmsprop32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: f64,
  alpha: f64,
  epsilon: f64,
  momentum: f64,
  decay: f64,
): void {
  rmsprop<f32>(
    from,
    to,
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
  );
}

export function adagrad32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  sum: usize,
  rate: f64,
  epsilon: f64,
  decay: f64,
): void {
  adagrad<f32>(from, to, value, gradient, sum, rate, epsilon, decay);
}

export function lion32(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  shrink: f64,
): void {
  lion<f32>(from, to, value, gradient, mean, rate, beta1, beta2, shrink);
}

export function product64(
  from: i32,
  to: i32,
  isByColumns: bool,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
): void {
  product<f64>(from, to, isByColumns, y, a, b, bias, m, n, k, isAT, isBT);
}

export function entries64(
  start: i32,
  count: i32,
  stride: i32,
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  entries<f64>(start, count, stride, y, a, b, bias, m, n, k);
}

export function sumRows64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  sumRows<f64>(from, to, y, x, rows, columns);
}

export function takeRows64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  places: usize,
  columns: i32,
): void {
  takeRows<f64>(from, to, y, x, places, columns);
}

export function fillRows64(
  from: i32,
  to: i32,
  y: usize,
  row: usize,
  columns: i32,
): void {
  fillRows<f64>(from, to, y, row, columns);
}

export function addScaled64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  addScaled<f64>(from, to, y, x, c);
}

export function map64(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  map<f64>(from, to, name, y, x, c);
}

export function mapBackward64(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
): void {
  mapBackward<f64>(from, to, name, dx, x, y, dy, c);
}

export function softmax64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  softmax<f64>(from, to, y, x, columns);
}

export function softmaxBackward64(
  from: i32,
  to: i32,
  dx: usize,
  y: usize,
  dy: usize,
  columns: i32,
): void {
  softmaxBackward<f64>(from, to, dx, y, dy, columns);
}

export function logSumExp64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  logSumExp<f64>(from, to, y, x, columns);
}

export function expScaled64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  shifts: usize,
  factors: usize,
  columns: i32,
): void {
  expScaled<f64>(from, to, y, x, shifts, factors, columns);
}

export function patches64(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  first: i32,
): void {
  patches<f64>(from, to, geometry, y, x, first);
}

export function addPatches64(
  from: i32,
  to: i32,
  geometry: usize,
  x: usize,
  y: usize,
  first: i32,
  end: i32,
): void {
  addPatches<f64>(from, to, geometry, x, y, first, end);
}

export function maxPool64(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  winner: usize,
  x: usize,
): void {
  maxPool<f64>(from, to, geometry, y, winner, x);
}

export function maxPoolBackward64(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  winner: usize,
  dy: usize,
): void {
  maxPoolBackward<f64>(from, to, geometry, dx, winner, dy);
}

export function meanPool64(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  isWhole: bool,
): void {
  meanPool<f64>(from, to, geometry, y, x, isWhole);
}

export function meanPoolBackward64(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  dy: usize,
  isWhole: bool,
): void {
  meanPoolBackward<f64>(from, to, geometry, dx, dy, isWhole);
}

export function moments64(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
): void {
  moments<f64>(from, to, grouping, y, x, mean);
}

export function standardize64(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  standardize<f64>(from, to, grouping, y, x, mean, scale, weight, bias);
}

export function channelSums64(
  from: i32,
  to: i32,
  grouping: usize,
  products: usize,
  sums: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
): void {
  channelSums<f64>(from, to, grouping, products, sums, x, dy, mean, scale);
}

export function groupSums64(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
): void {
  groupSums<f64>(
    from,
    to,
    grouping,
    sums,
    products,
    x,
    dy,
    mean,
    scale,
    weight,
  );
}

export function standardizeBackward64(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  sums: usize,
  products: usize,
): void {
  standardizeBackward<f64>(
    from,
    to,
    grouping,
    dx,
    x,
    dy,
    mean,
    scale,
    weight,
    sums,
    products,
  );
}

export function dot64(x: usize, y: usize, length: i32): f64 {
  return dot<f64>(x, y, length);
}

export function scale64(
  from: i32,
  to: i32,
  y: usize,
  c: f64,
): void {
  scale<f64>(from, to, y, c);
}

export function clamp64(
  from: i32,
  to: i32,
  y: usize,
  bound: f64,
): void {
  clamp<f64>(from, to, y, bound);
}

export function approach64(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  approach<f64>(from, to, y, x, c);
}

export function momentum64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: f64,
  keep: f64,
  share: f64,
  decay: f64,
  looksAhead: bool,
): void {
  momentum<f64>(
    from,
    to,
    value,
    gradient,
    buffer,
    rate,
    keep,
    share,
    decay,
    looksAhead,
  );
}

export function adam64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
): void {
  adam<f64>(
    from,
    to,
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
  );
}

export function adamw64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  shrink: f64,
): void {
  adamw<f64>(
    from,
    to,
    value,
    gradient,
    mean,
    square,
    most,
    rate,
    beta1,
    beta2,
    epsilon,
    shrink,
  );
}

export function rmsprop64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: f64,
  alpha: f64,
  epsilon: f64,
  momentum: f64,
  decay: f64,
): void {
  rmsprop<f64>(
    from,
    to,
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
  );
}

export function adagrad64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  sum: usize,
  rate: f64,
  epsilon: f64,
  decay: f64,
): void {
  adagrad<f64>(from, to, value, gradient, sum, rate, epsilon, decay);
}

export function lion64(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  shrink: f64,
): void {
  lion<f64>(from, to, value, gradient, mean, rate, beta1, beta2, shrink);
}
