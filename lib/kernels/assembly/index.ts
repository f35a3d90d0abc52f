// The exports: every kernel for floats (32) and for doubles (64). Written by
// `deno task build:kernels` from the signatures of the kernels: do not edit.
import { product as productOf } from "./product";
import { entries as entriesOf } from "./few_rows";
import { sumRows as sumRowsOf, softmax as softmaxOf, softmaxBackward as softmaxBackwardOf, logSumExp as logSumExpOf, expScaled as expScaledOf, takeRows as takeRowsOf, fillRows as fillRowsOf } from "./rows";
import { map as mapOf, mapBackward as mapBackwardOf, addScaled as addScaledOf } from "./elementwise";
import { patches as patchesOf, addPatches as addPatchesOf, maxPool as maxPoolOf, meanPool as meanPoolOf, maxPoolBackward as maxPoolBackwardOf, meanPoolBackward as meanPoolBackwardOf } from "./windows";
import { moments as momentsOf, standardize as standardizeOf, channelSums as channelSumsOf, groupSums as groupSumsOf, standardizeBackward as standardizeBackwardOf } from "./normalize";
import { dot as dotOf, scale as scaleOf, clamp as clampOf, approach as approachOf, momentum as momentumOf, adam as adamOf, adamw as adamwOf, rmsprop as rmspropOf, adagrad as adagradOf, lion as lionOf } from "./updates";

export { productScratch, setScratch } from "./product";

export function product32(from: i32, to: i32, isByColumns: bool, y: usize, a: usize, b: usize, bias: usize, m: i32, n: i32, k: i32, isAT: bool, isBT: bool): void {
  productOf<f32>(from, to, isByColumns, y, a, b, bias, m, n, k, isAT, isBT);
}

export function entries32(start: i32, count: i32, stride: i32, y: usize, a: usize, b: usize, bias: usize, m: i32, n: i32, k: i32): void {
  entriesOf<f32>(start, count, stride, y, a, b, bias, m, n, k);
}

export function sumRows32(from: i32, to: i32, y: usize, x: usize, rows: i32, columns: i32): void {
  sumRowsOf<f32>(from, to, y, x, rows, columns);
}

export function softmax32(from: i32, to: i32, y: usize, x: usize, columns: i32): void {
  softmaxOf<f32>(from, to, y, x, columns);
}

export function softmaxBackward32(from: i32, to: i32, dx: usize, y: usize, dy: usize, columns: i32): void {
  softmaxBackwardOf<f32>(from, to, dx, y, dy, columns);
}

export function logSumExp32(from: i32, to: i32, y: usize, x: usize, columns: i32): void {
  logSumExpOf<f32>(from, to, y, x, columns);
}

export function expScaled32(from: i32, to: i32, y: usize, x: usize, shifts: usize, factors: usize, columns: i32): void {
  expScaledOf<f32>(from, to, y, x, shifts, factors, columns);
}

export function takeRows32(from: i32, to: i32, y: usize, x: usize, places: usize, columns: i32): void {
  takeRowsOf<f32>(from, to, y, x, places, columns);
}

export function fillRows32(from: i32, to: i32, y: usize, row: usize, columns: i32): void {
  fillRowsOf<f32>(from, to, y, row, columns);
}

export function map32(from: i32, to: i32, name: i32, y: usize, x: usize, c: f32): void {
  mapOf<f32>(from, to, name, y, x, c);
}

export function mapBackward32(from: i32, to: i32, name: i32, dx: usize, x: usize, y: usize, dy: usize, c: f32): void {
  mapBackwardOf<f32>(from, to, name, dx, x, y, dy, c);
}

export function addScaled32(from: i32, to: i32, y: usize, x: usize, c: f32): void {
  addScaledOf<f32>(from, to, y, x, c);
}

export function patches32(from: i32, to: i32, geometry: usize, y: usize, x: usize, first: i32): void {
  patchesOf<f32>(from, to, geometry, y, x, first);
}

export function addPatches32(from: i32, to: i32, geometry: usize, x: usize, y: usize, first: i32, end: i32): void {
  addPatchesOf<f32>(from, to, geometry, x, y, first, end);
}

export function maxPool32(from: i32, to: i32, geometry: usize, y: usize, winner: usize, x: usize): void {
  maxPoolOf<f32>(from, to, geometry, y, winner, x);
}

export function meanPool32(from: i32, to: i32, geometry: usize, y: usize, x: usize, isWhole: bool): void {
  meanPoolOf<f32>(from, to, geometry, y, x, isWhole);
}

export function maxPoolBackward32(from: i32, to: i32, geometry: usize, dx: usize, winner: usize, dy: usize): void {
  maxPoolBackwardOf<f32>(from, to, geometry, dx, winner, dy);
}

export function meanPoolBackward32(from: i32, to: i32, geometry: usize, dx: usize, dy: usize, isWhole: bool): void {
  meanPoolBackwardOf<f32>(from, to, geometry, dx, dy, isWhole);
}

export function moments32(from: i32, to: i32, grouping: usize, y: usize, x: usize, mean: usize): void {
  momentsOf<f32>(from, to, grouping, y, x, mean);
}

export function standardize32(from: i32, to: i32, grouping: usize, y: usize, x: usize, mean: usize, scale: usize, weight: usize, bias: usize): void {
  standardizeOf<f32>(from, to, grouping, y, x, mean, scale, weight, bias);
}

export function channelSums32(from: i32, to: i32, grouping: usize, products: usize, sums: usize, x: usize, dy: usize, mean: usize, scale: usize): void {
  channelSumsOf<f32>(from, to, grouping, products, sums, x, dy, mean, scale);
}

export function groupSums32(from: i32, to: i32, grouping: usize, sums: usize, products: usize, x: usize, dy: usize, mean: usize, scale: usize, weight: usize): void {
  groupSumsOf<f32>(from, to, grouping, sums, products, x, dy, mean, scale, weight);
}

export function standardizeBackward32(from: i32, to: i32, grouping: usize, dx: usize, x: usize, dy: usize, mean: usize, scale: usize, weight: usize, sums: usize, products: usize): void {
  standardizeBackwardOf<f32>(from, to, grouping, dx, x, dy, mean, scale, weight, sums, products);
}

export function dot32(x: usize, y: usize, length: i32): f64 {
  return dotOf<f32>(x, y, length);
}

export function scale32(from: i32, to: i32, y: usize, c: f64): void {
  scaleOf<f32>(from, to, y, c);
}

export function clamp32(from: i32, to: i32, y: usize, bound: f64): void {
  clampOf<f32>(from, to, y, bound);
}

export function approach32(from: i32, to: i32, y: usize, x: usize, c: f64): void {
  approachOf<f32>(from, to, y, x, c);
}

export function momentum32(from: i32, to: i32, value: usize, gradient: usize, buffer: usize, rate: f64, momentum: f64, share: f64, decay: f64, looksAhead: bool): void {
  momentumOf<f32>(from, to, value, gradient, buffer, rate, momentum, share, decay, looksAhead);
}

export function adam32(from: i32, to: i32, value: usize, gradient: usize, mean: usize, square: usize, most: usize, rate: f64, beta1: f64, beta2: f64, epsilon: f64, decay: f64): void {
  adamOf<f32>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, decay);
}

export function adamw32(from: i32, to: i32, value: usize, gradient: usize, mean: usize, square: usize, most: usize, rate: f64, beta1: f64, beta2: f64, epsilon: f64, shrink: f64): void {
  adamwOf<f32>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, shrink);
}

export function rmsprop32(from: i32, to: i32, value: usize, gradient: usize, square: usize, mean: usize, buffer: usize, rate: f64, alpha: f64, epsilon: f64, momentum: f64, decay: f64): void {
  rmspropOf<f32>(from, to, value, gradient, square, mean, buffer, rate, alpha, epsilon, momentum, decay);
}

export function adagrad32(from: i32, to: i32, value: usize, gradient: usize, sum: usize, rate: f64, epsilon: f64, decay: f64): void {
  adagradOf<f32>(from, to, value, gradient, sum, rate, epsilon, decay);
}

export function lion32(from: i32, to: i32, value: usize, gradient: usize, mean: usize, rate: f64, beta1: f64, beta2: f64, shrink: f64): void {
  lionOf<f32>(from, to, value, gradient, mean, rate, beta1, beta2, shrink);
}

export function product64(from: i32, to: i32, isByColumns: bool, y: usize, a: usize, b: usize, bias: usize, m: i32, n: i32, k: i32, isAT: bool, isBT: bool): void {
  productOf<f64>(from, to, isByColumns, y, a, b, bias, m, n, k, isAT, isBT);
}

export function entries64(start: i32, count: i32, stride: i32, y: usize, a: usize, b: usize, bias: usize, m: i32, n: i32, k: i32): void {
  entriesOf<f64>(start, count, stride, y, a, b, bias, m, n, k);
}

export function sumRows64(from: i32, to: i32, y: usize, x: usize, rows: i32, columns: i32): void {
  sumRowsOf<f64>(from, to, y, x, rows, columns);
}

export function softmax64(from: i32, to: i32, y: usize, x: usize, columns: i32): void {
  softmaxOf<f64>(from, to, y, x, columns);
}

export function softmaxBackward64(from: i32, to: i32, dx: usize, y: usize, dy: usize, columns: i32): void {
  softmaxBackwardOf<f64>(from, to, dx, y, dy, columns);
}

export function logSumExp64(from: i32, to: i32, y: usize, x: usize, columns: i32): void {
  logSumExpOf<f64>(from, to, y, x, columns);
}

export function expScaled64(from: i32, to: i32, y: usize, x: usize, shifts: usize, factors: usize, columns: i32): void {
  expScaledOf<f64>(from, to, y, x, shifts, factors, columns);
}

export function takeRows64(from: i32, to: i32, y: usize, x: usize, places: usize, columns: i32): void {
  takeRowsOf<f64>(from, to, y, x, places, columns);
}

export function fillRows64(from: i32, to: i32, y: usize, row: usize, columns: i32): void {
  fillRowsOf<f64>(from, to, y, row, columns);
}

export function map64(from: i32, to: i32, name: i32, y: usize, x: usize, c: f64): void {
  mapOf<f64>(from, to, name, y, x, c);
}

export function mapBackward64(from: i32, to: i32, name: i32, dx: usize, x: usize, y: usize, dy: usize, c: f64): void {
  mapBackwardOf<f64>(from, to, name, dx, x, y, dy, c);
}

export function addScaled64(from: i32, to: i32, y: usize, x: usize, c: f64): void {
  addScaledOf<f64>(from, to, y, x, c);
}

export function patches64(from: i32, to: i32, geometry: usize, y: usize, x: usize, first: i32): void {
  patchesOf<f64>(from, to, geometry, y, x, first);
}

export function addPatches64(from: i32, to: i32, geometry: usize, x: usize, y: usize, first: i32, end: i32): void {
  addPatchesOf<f64>(from, to, geometry, x, y, first, end);
}

export function maxPool64(from: i32, to: i32, geometry: usize, y: usize, winner: usize, x: usize): void {
  maxPoolOf<f64>(from, to, geometry, y, winner, x);
}

export function meanPool64(from: i32, to: i32, geometry: usize, y: usize, x: usize, isWhole: bool): void {
  meanPoolOf<f64>(from, to, geometry, y, x, isWhole);
}

export function maxPoolBackward64(from: i32, to: i32, geometry: usize, dx: usize, winner: usize, dy: usize): void {
  maxPoolBackwardOf<f64>(from, to, geometry, dx, winner, dy);
}

export function meanPoolBackward64(from: i32, to: i32, geometry: usize, dx: usize, dy: usize, isWhole: bool): void {
  meanPoolBackwardOf<f64>(from, to, geometry, dx, dy, isWhole);
}

export function moments64(from: i32, to: i32, grouping: usize, y: usize, x: usize, mean: usize): void {
  momentsOf<f64>(from, to, grouping, y, x, mean);
}

export function standardize64(from: i32, to: i32, grouping: usize, y: usize, x: usize, mean: usize, scale: usize, weight: usize, bias: usize): void {
  standardizeOf<f64>(from, to, grouping, y, x, mean, scale, weight, bias);
}

export function channelSums64(from: i32, to: i32, grouping: usize, products: usize, sums: usize, x: usize, dy: usize, mean: usize, scale: usize): void {
  channelSumsOf<f64>(from, to, grouping, products, sums, x, dy, mean, scale);
}

export function groupSums64(from: i32, to: i32, grouping: usize, sums: usize, products: usize, x: usize, dy: usize, mean: usize, scale: usize, weight: usize): void {
  groupSumsOf<f64>(from, to, grouping, sums, products, x, dy, mean, scale, weight);
}

export function standardizeBackward64(from: i32, to: i32, grouping: usize, dx: usize, x: usize, dy: usize, mean: usize, scale: usize, weight: usize, sums: usize, products: usize): void {
  standardizeBackwardOf<f64>(from, to, grouping, dx, x, dy, mean, scale, weight, sums, products);
}

export function dot64(x: usize, y: usize, length: i32): f64 {
  return dotOf<f64>(x, y, length);
}

export function scale64(from: i32, to: i32, y: usize, c: f64): void {
  scaleOf<f64>(from, to, y, c);
}

export function clamp64(from: i32, to: i32, y: usize, bound: f64): void {
  clampOf<f64>(from, to, y, bound);
}

export function approach64(from: i32, to: i32, y: usize, x: usize, c: f64): void {
  approachOf<f64>(from, to, y, x, c);
}

export function momentum64(from: i32, to: i32, value: usize, gradient: usize, buffer: usize, rate: f64, momentum: f64, share: f64, decay: f64, looksAhead: bool): void {
  momentumOf<f64>(from, to, value, gradient, buffer, rate, momentum, share, decay, looksAhead);
}

export function adam64(from: i32, to: i32, value: usize, gradient: usize, mean: usize, square: usize, most: usize, rate: f64, beta1: f64, beta2: f64, epsilon: f64, decay: f64): void {
  adamOf<f64>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, decay);
}

export function adamw64(from: i32, to: i32, value: usize, gradient: usize, mean: usize, square: usize, most: usize, rate: f64, beta1: f64, beta2: f64, epsilon: f64, shrink: f64): void {
  adamwOf<f64>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, shrink);
}

export function rmsprop64(from: i32, to: i32, value: usize, gradient: usize, square: usize, mean: usize, buffer: usize, rate: f64, alpha: f64, epsilon: f64, momentum: f64, decay: f64): void {
  rmspropOf<f64>(from, to, value, gradient, square, mean, buffer, rate, alpha, epsilon, momentum, decay);
}

export function adagrad64(from: i32, to: i32, value: usize, gradient: usize, sum: usize, rate: f64, epsilon: f64, decay: f64): void {
  adagradOf<f64>(from, to, value, gradient, sum, rate, epsilon, decay);
}

export function lion64(from: i32, to: i32, value: usize, gradient: usize, mean: usize, rate: f64, beta1: f64, beta2: f64, shrink: f64): void {
  lionOf<f64>(from, to, value, gradient, mean, rate, beta1, beta2, shrink);
}
