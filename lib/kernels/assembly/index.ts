// The exports: every kernel for floats (32) and for doubles (64).
import { addScaled, map, mapBackward, Name } from "./elementwise";
import { dot } from "./few_rows";
import { product, productScratch } from "./product";
import { expScaled, logSumExp, softmax, softmaxBackward, sumRows } from "./rows";

export { productScratch };

export function product32(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
  scratch: usize,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  product<f32>(y, a, b, bias, m, n, k, isAT, isBT, scratch, m0, m1, n0, n1);
}

export function dot32(a: usize, b: usize, n: i32): f32 {
  return dot<f32>(a, b, n);
}

export function sumRows32(
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
  c0: i32,
  c1: i32,
): void {
  sumRows<f32>(y, x, rows, columns, c0, c1);
}

export function addScaled32(y: usize, x: usize, c: f32, n: i32): void {
  addScaled<f32>(y, x, c, n);
}

export function softmax32(y: usize, x: usize, rows: i32, columns: i32): void {
  softmax<f32>(y, x, rows, columns);
}

export function softmaxBackward32(
  dx: usize,
  y: usize,
  dy: usize,
  rows: i32,
  columns: i32,
): void {
  softmaxBackward<f32>(dx, y, dy, rows, columns);
}

export function logSumExp32(
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  logSumExp<f32>(y, x, rows, columns);
}

export function expScaled32(
  y: usize,
  x: usize,
  shifts: usize,
  factors: usize,
  rows: i32,
  columns: i32,
): void {
  expScaled<f32>(y, x, shifts, factors, rows, columns);
}

export function relu32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.Relu, y, x, c, n);
}

export function reluBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.Relu, dx, x, y, dy, c, n);
}

export function leakyRelu32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.LeakyRelu, y, x, c, n);
}

export function leakyReluBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.LeakyRelu, dx, x, y, dy, c, n);
}

export function sigmoid32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.Sigmoid, y, x, c, n);
}

export function sigmoidBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.Sigmoid, dx, x, y, dy, c, n);
}

export function tanh32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.Tanh, y, x, c, n);
}

export function tanhBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.Tanh, dx, x, y, dy, c, n);
}

export function exp32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.Exp, y, x, c, n);
}

export function expBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.Exp, dx, x, y, dy, c, n);
}

export function log32(y: usize, x: usize, c: f32, n: i32): void {
  map<f32>(Name.Log, y, x, c, n);
}

export function logBackward32(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f32,
  n: i32,
): void {
  mapBackward<f32>(Name.Log, dx, x, y, dy, c, n);
}

export function product64(
  y: usize,
  a: usize,
  b: usize,
  bias: usize,
  m: i32,
  n: i32,
  k: i32,
  isAT: bool,
  isBT: bool,
  scratch: usize,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
): void {
  product<f64>(y, a, b, bias, m, n, k, isAT, isBT, scratch, m0, m1, n0, n1);
}

export function dot64(a: usize, b: usize, n: i32): f64 {
  return dot<f64>(a, b, n);
}

export function sumRows64(
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
  c0: i32,
  c1: i32,
): void {
  sumRows<f64>(y, x, rows, columns, c0, c1);
}

export function addScaled64(y: usize, x: usize, c: f64, n: i32): void {
  addScaled<f64>(y, x, c, n);
}

export function softmax64(y: usize, x: usize, rows: i32, columns: i32): void {
  softmax<f64>(y, x, rows, columns);
}

export function softmaxBackward64(
  dx: usize,
  y: usize,
  dy: usize,
  rows: i32,
  columns: i32,
): void {
  softmaxBackward<f64>(dx, y, dy, rows, columns);
}

export function logSumExp64(
  y: usize,
  x: usize,
  rows: i32,
  columns: i32,
): void {
  logSumExp<f64>(y, x, rows, columns);
}

export function expScaled64(
  y: usize,
  x: usize,
  shifts: usize,
  factors: usize,
  rows: i32,
  columns: i32,
): void {
  expScaled<f64>(y, x, shifts, factors, rows, columns);
}

export function relu64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.Relu, y, x, c, n);
}

export function reluBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.Relu, dx, x, y, dy, c, n);
}

export function leakyRelu64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.LeakyRelu, y, x, c, n);
}

export function leakyReluBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.LeakyRelu, dx, x, y, dy, c, n);
}

export function sigmoid64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.Sigmoid, y, x, c, n);
}

export function sigmoidBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.Sigmoid, dx, x, y, dy, c, n);
}

export function tanh64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.Tanh, y, x, c, n);
}

export function tanhBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.Tanh, dx, x, y, dy, c, n);
}

export function exp64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.Exp, y, x, c, n);
}

export function expBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.Exp, dx, x, y, dy, c, n);
}

export function log64(y: usize, x: usize, c: f64, n: i32): void {
  map<f64>(Name.Log, y, x, c, n);
}

export function logBackward64(
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  c: f64,
  n: i32,
): void {
  mapBackward<f64>(Name.Log, dx, x, y, dy, c, n);
}
