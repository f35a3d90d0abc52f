// Kernels on the rows of a matrix.
import { lanes, loadPart, storePart } from "../vectors/simd";

/** So many rows are fetched before they are copied. */
const ahead: i32 = 4;

/** `y[r, ·] = x[places[r], ·]` for rows `from … to - 1`. */
export function takeRows<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  places: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = <usize> (columns * size);
  for (let r = from; r < to; r++) {
    // What comes later is far from here: to ask for its pages now saves waiting.
    const next = r + ahead;
    if (next < to) {
      const coming = x + <usize> load<T>(places + <usize> (next * size)) * pitch;
      load<u8>(coming);
      load<u8>(coming + (pitch >> 1));
    }
    const place = <usize> load<T>(places + <usize> (r * size));
    memory.copy(y + <usize> r * pitch, x + place * pitch, pitch);
  }
}

/**
 * `dx[k, ·] = Σ dy[r, ·]` over all `r` of `count` with `places[r] = k`, for rows
 * `from … to - 1` of `dx`: so no two threads add to one number.
 */
export function sumTaken<T>(
  from: i32,
  to: i32,
  dx: usize,
  dy: usize,
  places: usize,
  count: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = <usize> (columns * size);
  const rest = columns & (lanes<T>() - 1);
  memory.fill(dx + <usize> from * pitch, 0, <usize> (to - from) * pitch);
  for (let r = 0; r < count; r++) {
    const place = <i32> load<T>(places + r * size);
    if (place < from || place >= to) continue;
    let own = dx + <usize> place * pitch;
    let at = dy + <usize> r * pitch;
    const end = own + (columns - rest) * size;
    for (; own < end; own += 16, at += 16) {
      v128.store(own, v128.add<T>(v128.load(own), v128.load(at)));
    }
    if (rest > 0) {
      const sum = v128.add<T>(loadPart<T>(own, rest), loadPart<T>(at, rest));
      storePart<T>(own, sum, rest);
    }
  }
}

/** `y[r, ·] = row` for rows `from … to - 1`. */
export function fillRows<T>(
  from: i32,
  to: i32,
  y: usize,
  row: usize,
  columns: i32,
): void {
  const pitch = columns * <i32> sizeof<T>();
  y += from * pitch;
  for (let r = from; r < to; r++, y += pitch) memory.copy(y, row, pitch);
}

/** Copies columns of rows `from … to - 1` of a matrix into columns of another. */
export function copyColumns<T>(
  from: i32,
  to: i32,
  y: usize,
  yWidth: i32,
  yStart: i32,
  x: usize,
  xWidth: i32,
  xStart: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let row = from; row < to; row++) {
    memory.copy(
      y + (row * yWidth + yStart) * size,
      x + (row * xWidth + xStart) * size,
      columns * size,
    );
  }
}
