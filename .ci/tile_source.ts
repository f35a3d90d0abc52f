// The tiles of a product, written out: a WebAssembly function keeps no array of
// sums in registers, so each sum and each step along the depth has a name.

/** The heights of tiles; each is two vectors wide. Why these: see lib/kernels/README.md. */
const heights = [5, 4];

/** The steps of a round: so many that what it takes of `a` fills whole vectors. */
const steps = 4;

/** The rows and columns of tiles of dot products: all sums and what is read fit the registers. */
const dots = [[1, 4], [2, 4], [3, 3]];

/** `assembly/tiles.ts`: tiles of each height and precision, `out = bias + a·panel`, or that added to `out`. */
export function tileSource(): string {
  const tiles = [4, 8].flatMap((size) => [
    ...heights.map((height) => tile(height, size)),
    ...dots.map(([rows, columns]) => dotsOf(rows, columns, size)),
  ]);
  return `import { loadPart, madd, sumLanes } from "./vectors/simd";\n\n${
    tiles.join("\n\n")
  }\n`;
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
  let b0 = i32x4.splat(0);
  let b1 = b0;
  if (bias != 0) {
    b0 = v128.load(bias);
    b1 = v128.load(bias, 16);
  }
  ${each((sum, _, j) => `let ${sum} = b${j};`)}
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
  ${each((sum, i, j) => `v128.store(out + ${i} * row, ${sum}, ${16 * j});`)}
}`;
}

/**
 * Numbers of `y = a·bᵀ + bias`: rows of `a` times rows of `b` as they lie in
 * memory, vectors along both. Each sum is one chain for each lane.
 */
function dotsOf(rows: number, columns: number, size: number): string {
  const real = `f${8 * size}`;
  const r = Array.from({ length: rows }, (_, i) => i);
  const c = Array.from({ length: columns }, (_, j) => j);
  const step = (load: (row: string) => string) => `
    ${r.map((i) => `const x${i} = ${load(`a${i}`)};`).join("\n")}
    let w = i32x4.splat(0);
    ${
    c.map((j) => `
    w = ${load(`b${j}`)};
    ${
      r.map((i) => `s${i}${j} = madd<${real}>(x${i}, w, s${i}${j});`).join("\n")
    }`).join("")
  }`;
  const round = Array.from(
    { length: steps },
    (_, k) =>
      `${k === 0 ? "" : `if (k == -${k}) break;`}
    { ${step((row) => `v128.load(${row} + p, ${16 * k})`)} }`,
  );
  return `export function dots${rows}of${8 * size}(
  y: usize, pitch: i32, a: usize, b: usize, bias: usize, k: i32, own: i32,
): void {
  const row = k * ${size};
  ${r.map((i) => `const a${i} = a + ${i} * row;`).join("\n")}
  const b0 = b;
  ${
    c.slice(1).map((j) => `const b${j} = own > ${j} ? b + ${j} * row : b;`)
      .join("\n")
  }
  ${
    r.map((i) => c.map((j) => `let s${i}${j} = i32x4.splat(0);`).join("\n"))
      .join("\n")
  }
  const rounds = row & -${16 * steps};
  const vectors = row & -16;
  let p = 0;
  for (; p < rounds; p += ${16 * steps}) { ${round.join("\n")} }
  for (; p < vectors; p += 16) { ${step((row) => `v128.load(${row} + p)`)} }
  if (p < row) {
    const count = (row - p) / ${size};
    ${step((row) => `loadPart<${real}>(${row} + p, count)`)}
  }
  ${
    c.map((j) => `
  if (own > ${j}) {
    const added: ${real} = bias == 0 ? 0 : load<${real}>(bias, ${j * size});
    ${
      r.map((i) =>
        `store<${real}>(y + ${i} * pitch, sumLanes<${real}>(s${i}${j}) + added, ${
          j * size
        });`
      ).join("\n")
    }
  }`).join("")
  }
}`;
}
