// Sums of pieces added up, where statistics go down rows; and the way back of whole
// blocks.
import { columnSums, isCentred } from "./column_sums";
import { columnsBackward } from "./columns";
import { bandsOf, Grouping } from "./grouping";

/**
 * Of blocks `from … to - 1`, from the sums of each channel in a piece: of each group
 * `sums = Σ dy·weight` and `products = Σ dy·weight·h` with `h = (x − mean)·scale`. In
 * the place of the first piece's, each channel gets `Σ dy` and `Σ dy·h` of the block.
 */
export function blockTotals<T>(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  mean: usize,
  scale: usize,
  weight: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  for (let block = from; block < to; block++) {
    let at = block * g.pieces * g.pitch * 8;
    let w = weight;
    for (let group = 0; group < g.groups; group++) {
      const s = (block * g.groups + group) * 8;
      const factor = load<f64>(scale + s);
      const middle = isCentred<T>(1) ? 0 : load<f64>(mean + s);
      let sum: f64 = 0, product: f64 = 0;
      for (let k = 0; k < g.width; k++, at += 8, w += size) {
        let own: f64 = 0, second: f64 = 0;
        for (let piece = 0, i = at; piece < g.pieces; piece++) {
          own += load<f64>(g.sums + i);
          second += load<f64>(g.products + i);
          i += g.pitch * 8;
        }
        second = (second - middle * own) * factor;
        sum += own * <f64> load<T>(w);
        product += second * <f64> load<T>(w);
        store<f64>(g.sums + at, own);
        store<f64>(g.products + at, second);
      }
      store<f64>(sums + s, sum);
      store<f64>(products + s, product);
    }
  }
}

/**
 * `dx` of blocks `from … to - 1`, and the sums for it: block by block, so that what
 * the sums have read is near. The totals of blocks remain to be added up.
 */
export function blocksBackward<T>(
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
  const g = changetype<Grouping>(grouping);
  const items = g.pieces * bandsOf<T>(g);
  for (let block = from; block < to; block++) {
    const first = block * items, end = first + items;
    columnSums<T>(first, end, grouping, x, dy, mean);
    blockTotals<T>(
      block, block + 1, grouping, sums, products, mean, scale, weight,
    );
    columnsBackward<T>(
      first, end, grouping, dx, x, dy, mean, scale, weight, sums, products,
    );
  }
}
