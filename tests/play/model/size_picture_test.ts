// Histograms of sizes as pictures.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  cellRows,
  heightOf,
  type HistogramRow,
  medianOf,
  shadesOf,
  sizeScale,
  sizeTicks,
} from "../../../play/model/size_picture.ts";
import { sizeBins } from "../../../play/model/size_bins.ts";

/** Histograms from what is in them: the power of two and the share, of 255. */
function histograms(
  ...layers: readonly (readonly (readonly [number | "zero", number])[])[]
): Uint8Array {
  const all = new Uint8Array(layers.length * sizeBins.count);
  for (const [i, layer] of layers.entries()) {
    for (const [power, share] of layer) {
      const bin = power === "zero" ? 0 : power - sizeBins.least + 1;
      all[i * sizeBins.count + bin] = share;
    }
  }
  return all;
}

// A layer of other numbers first, which no scale of the two behind it knows of.
const rows: readonly HistogramRow[] = [
  [0, histograms([[10, 255]], [[-3, 255]], [[-20, 255]])],
  [5, histograms([[10, 255]], [[-3, 64], [-4, 191]], [[-21, 255]])],
];

Deno.test("layers are drawn on one scale, on which one that vanishes lies lower", () => {
  const scale = sizeScale(rows, 1, 2);
  assertEquals(scale, { from: -21, to: -2, hasZeros: false });
  assertEquals(cellRows(scale), 19);
  // From top to bottom the powers -3 to -21, a column for each row in time.
  const first = shadesOf(rows, 1, scale);
  assertEquals(first.length, 2 * 19);
  assertEquals([...first.subarray(0, 4)], [255, 255, 0, 255]);
  assert(first.subarray(4).every((shade) => shade === 0));
  const second = shadesOf(rows, 2, scale);
  assertEquals([...second.subarray(34)], [255, 0, 0, 255]);
  assert(second.subarray(0, 34).every((shade) => shade === 0));
});

Deno.test("few numbers are seen, and more of them are darker", () => {
  const few: HistogramRow = [0, histograms([[0, 1], [1, 16], [2, 238]])];
  const shades = shadesOf([few], 0, sizeScale([few], 0, 1));
  const [many, some, one] = shades.filter((shade) => shade > 0);
  assert(many === 255 && some < 150 && some > 2 * one && one > 25);
});

Deno.test("zeros have a row of their own below, apart from the others", () => {
  const zeros: HistogramRow = [0, histograms([["zero", 200], [-2, 55]])];
  const scale = sizeScale([zeros], 0, 1);
  assert(scale.hasZeros && scale.to - scale.from === 10);
  const shades = shadesOf([zeros], 0, scale);
  assertEquals(shades.length, cellRows(scale));
  assertEquals([shades.at(-1), shades.at(-2)], [255, 0]);
  assertEquals(shades.filter((shade) => shade > 0).length, 2);
  // The numbers beside it stand where the cells are: 2⁻² is the lower edge of its own.
  const at = shades.findIndex((shade) => shade > 0);
  assertAlmostEquals(heightOf(0.25, scale), 1 - (at + 1) / shades.length);
  assertAlmostEquals(heightOf(0, scale), 0.5 / shades.length);
});

Deno.test("zeros alone, and the largest and the smallest numbers, have a scale", () => {
  const { least, count } = sizeBins;
  for (
    const layer of [
      [["zero", 255]],
      [[least, 255]],
      [[least + count - 2, 255]],
      [[least, 1], [least + count - 2, 255]],
    ] as const
  ) {
    const row: HistogramRow = [0, histograms(layer)];
    const scale = sizeScale([row], 0, 1);
    assert(scale.to - scale.from >= 10 && scale.from >= least);
    const drawn = shadesOf([row], 0, scale).filter((shade) => shade > 0);
    assertEquals(drawn.length, layer.length);
  }
});

Deno.test("ticks are powers of ten on the scale, few enough to be read", () => {
  for (const [from, to] of [[-40, 17], [-21, -2], [-10, 0], [3, 13]]) {
    for (const hasZeros of [false, true]) {
      const ticks = sizeTicks({ from, to, hasZeros });
      const others = ticks.filter((tick) => tick !== 0);
      assertEquals(ticks.length - others.length, hasZeros ? 1 : 0);
      assert(others.length >= 1 && others.length <= 4, `${others}`);
      for (const tick of others) {
        assert(tick >= 2 ** from && tick <= 2 ** to);
        assertAlmostEquals(Math.log10(tick), Math.round(Math.log10(tick)));
      }
    }
  }
});

Deno.test("the median is within the bin that holds it", () => {
  const all = histograms(
    [[-3, 100], [-2, 50], [4, 100]],
    [["zero", 128], [3, 127]],
    [["zero", 100], [3, 155]],
  );
  const first = medianOf(all, 0);
  assert(first >= 0.25 && first < 0.5, `${first}`);
  assertEquals(medianOf(all, 1), 0);
  const third = medianOf(all, 2);
  assert(third >= 8 && third < 16, `${third}`);
});
