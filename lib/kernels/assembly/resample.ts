// Images with other numbers of rows and columns, each new position a sum of old
// ones with fixed shares.
import { threadScratch } from "./product";
import { lanes, loadSome, madd, storeSome } from "./vectors/simd";

/** As numbers in memory, the shares of an axis by their addresses; see wasm/resampling.ts. */
@unmanaged
class Plan {
  fromRows: i32;
  fromColumns: i32;
  toRows: i32;
  toColumns: i32;
  inner: i32;
  rowStarts: u32;
  rowPlaces: u32;
  rowShares: u32;
  columnStarts: u32;
  columnPlaces: u32;
  columnShares: u32;
}

/** Rows `from … to - 1` of `y`, counted through all images. */
export function resample<T>(
  from: i32,
  to: i32,
  plan: usize,
  y: usize,
  x: usize,
): void {
  const g = changetype<Plan>(plan);
  const size = <i32> sizeof<T>();
  const inner = g.inner;
  const length = g.fromColumns * inner;
  let target = y + from * g.toColumns * inner * size;
  for (let row = from; row < to; row++) {
    const outer = row / g.toRows;
    const i = row - outer * g.toRows;
    const image = x + outer * g.fromRows * length * size;
    const start = load<i32>(g.rowStarts + 4 * i);
    const end = load<i32>(g.rowStarts + 4 * i + 4);
    let line = threadScratch();
    if (end == start + 1 && load<T>(g.rowShares + start * size) == <T> 1) {
      line = image + load<i32>(g.rowPlaces + 4 * start) * length * size;
    } else {
      addShares<T>(line, image, length, g.rowPlaces, g.rowShares, start, end);
    }
    let next = load<i32>(g.columnStarts);
    for (let j = 1; j <= g.toColumns; j++, target += inner * size) {
      const first = next;
      next = load<i32>(g.columnStarts + 4 * j);
      addShares<T>(
        target,
        line,
        inner,
        g.columnPlaces,
        g.columnShares,
        first,
        next,
      );
    }
  }
}

/** `n` numbers, the sum of shares `start … end - 1` of the `n` at each of their places. */
function addShares<T>(
  to: usize,
  from: usize,
  n: i32,
  places: usize,
  shares: usize,
  start: i32,
  end: i32,
): void {
  const size = <i32> sizeof<T>();
  if (start == end) {
    memory.fill(to, 0, n * size);
    return;
  }
  const bytes = (n & -lanes<T>()) * size;
  let i = 0;
  for (; i + 64 <= bytes; i += 64) {
    let at = from + load<i32>(places + 4 * start) * n * size + i;
    let share = v128.load_splat<T>(shares + start * size);
    let a = v128.mul<T>(v128.load(at), share);
    let b = v128.mul<T>(v128.load(at, 16), share);
    let c = v128.mul<T>(v128.load(at, 32), share);
    let d = v128.mul<T>(v128.load(at, 48), share);
    for (let s = start + 1; s < end; s++) {
      at = from + load<i32>(places + 4 * s) * n * size + i;
      share = v128.load_splat<T>(shares + s * size);
      a = madd<T>(v128.load(at), share, a);
      b = madd<T>(v128.load(at, 16), share, b);
      c = madd<T>(v128.load(at, 32), share, c);
      d = madd<T>(v128.load(at, 48), share, d);
    }
    v128.store(to + i, a);
    v128.store(to + i, b, 16);
    v128.store(to + i, c, 32);
    v128.store(to + i, d, 48);
  }
  for (; i < n * size; i += 16) {
    const rest = n - i / size;
    let at = from + load<i32>(places + 4 * start) * n * size + i;
    let share = v128.load_splat<T>(shares + start * size);
    let a = v128.mul<T>(loadSome<T>(at, rest), share);
    for (let s = start + 1; s < end; s++) {
      at = from + load<i32>(places + 4 * s) * n * size + i;
      share = v128.load_splat<T>(shares + s * size);
      a = madd<T>(loadSome<T>(at, rest), share, a);
    }
    storeSome<T>(to + i, a, rest);
  }
}
