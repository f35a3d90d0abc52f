// Losses over rows, which are examples.
import { lossBy, lossSlopeBy } from "./maps"; // Made by .ci/kernel_sources.ts.

/** `y[r] = factor·Σ f(x[r, ·], t[r, ·])` for rows `from … to - 1`. */
export function lossSums<T>(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  t: usize,
  a: f64,
  b: f64,
  factor: f64,
  columns: i32,
): void {
  const pitch = columns * sizeof<T>();
  for (let row = from; row < to; row++) {
    const at = row * pitch;
    const sum = lossBy<T>(name, x + at, t + at, a, b, columns);
    store<T>(y + row * sizeof<T>(), <T> (factor * sum));
  }
}

/** `dx[r, ·] = factor·dy[r]·∂f/∂x` for rows `from … to - 1`. */
export function lossSlopes<T>(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  t: usize,
  dy: usize,
  a: f64,
  b: f64,
  factor: f64,
  columns: i32,
): void {
  const pitch = columns * sizeof<T>();
  for (let row = from; row < to; row++) {
    const at = row * pitch;
    const scale = factor * <f64> load<T>(dy + row * sizeof<T>());
    lossSlopeBy<T>(name, dx + at, x + at, t + at, scale, a, b, columns);
  }
}
