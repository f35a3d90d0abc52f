// The tiles of a product, written out: a WebAssembly function keeps no array of
// sums in registers, so each sum and each step along the depth has a name.

/** The heights of tiles; each is two vectors wide. Why these: see lib/kernels/README.md. */
const heights = [5, 4];

/** The steps of a round: so many that what it takes of `a` fills whole vectors. */
const steps = 4;

/** `assembly/tiles.ts`: tiles of each height and precision, `out = a·panel + bias`, or that added to `out`. */
export function tileSource(): string {
  const tiles = heights.flatMap((height) =>
    [4, 8].map((size) => tile(height, size))
  );
  return `import { madd } from "./simd";\n\n${tiles.join("\n\n")}\n`;
}

function tile(height: number, size: number): string {
  const rows = Array.from({ length: height }, (_, i) => i);
  const real = `f${8 * size}`;
  const each = (line: (sum: string, i: number, j: number) => string) =>
    rows.flatMap((i) => [0, 1].map((j) => line(`c${i}${j}`, i, j))).join("\n");

  /** One step along the depth: a number of `a` for each row times two vectors of the panel. */
  const step = (k: number, numberOf: (i: number) => string) => `
    const p${k} = v128.load(panel, ${32 * k});
    const q${k} = v128.load(panel, ${32 * k + 16});
    ${
    rows.map((i) => `
    ${numberOf(i)}
    c${i}0 = madd<${real}>(x, p${k}, c${i}0);
    c${i}1 = madd<${real}>(x, q${k}, c${i}1);`).join("")
  }`;

  const lanes = 16 / size;
  /** A number of `a` from a vector of them, which is loaded where it begins. */
  const spread = (at: number) => {
    const lane = at % lanes;
    const load = lane === 0 ? `v = v128.load(a, ${at * size});` : "";
    const places = Array(lanes).fill(lane).join(", ");
    return `${load} x = i${8 * size}x${lanes}.shuffle(v, v, ${places});`;
  };
  const round = Array.from(
    { length: steps },
    (_, k) => step(k, (i) => spread(height * k + i)),
  )
    // A branch between two steps: else the compiler gathers the additions to
    // each sum, which wait for one another. An engine would fold equal branches.
    .map((text, k) => k === 0 ? text : `if (depth == -${k}) break;\n${text}`);

  return `export function tile${height}of${8 * size}(
  out: usize, row: i32, a: usize, panel: usize, bias: usize, depth: i32, isFirst: bool,
): void {
  ${each((sum) => `let ${sum} = i32x4.splat(0);`)}
  if (!isFirst) {
    ${each((sum, i, j) => `${sum} = v128.load(out + ${i} * row, ${16 * j});`)}
  }
  let x: v128;
  const end = panel + depth * 32;
  if (ASC_FEATURE_RELAXED_SIMD) {
    let v = i32x4.splat(0);
    const rounds = panel + (depth & -${steps}) * 32;
    for (; panel < rounds; panel += ${32 * steps}) {
      ${round.join("")}
      a += ${height * steps * size};
    }
  }
  for (; panel < end; panel += 32) {
    ${step(0, (i) => `x = v128.load_splat<${real}>(a, ${i * size});`)}
    a += ${height * size};
  }
  if (bias != 0) {
    const b0 = v128.load(bias);
    const b1 = v128.load(bias, 16);
    ${each((sum, _, j) => `${sum} = v128.add<${real}>(${sum}, b${j});`)}
  }
  ${each((sum, i, j) => `v128.store(out + ${i} * row, ${sum}, ${16 * j});`)}
}`;
}
