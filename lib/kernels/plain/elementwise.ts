import type { Values } from "../../base/values.ts";

/** `y[i] = f(x[i])` */
export function map(
  y: Values,
  x: Values,
  f: (x: number) => number,
  length: number,
): void {
  for (let i = 0; i < length; i++) y[i] = f(x[i]);
}

/** `dx[i] = dy[i] · df(x[i], y[i])` */
export function mapBackward(
  dx: Values,
  x: Values,
  y: Values,
  dy: Values,
  df: (x: number, y: number) => number,
  length: number,
): void {
  for (let i = 0; i < length; i++) dx[i] = dy[i] * df(x[i], y[i]);
}
