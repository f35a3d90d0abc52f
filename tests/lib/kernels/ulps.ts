// Doubles as files hold them, and how far apart they are.
const view = new DataView(new ArrayBuffer(8));

/** The double whose bits are written in hexadecimal. */
export function double(hexadecimal: string): number {
  view.setBigUint64(0, BigInt(`0x${hexadecimal}`));
  return view.getFloat64(0);
}

/** How many doubles two are apart. */
export function ulpsBetween(a: number, b: number): number {
  return Math.abs(Number(rank(a) - rank(b)));
}

/** Where a double stands in the order of all doubles. */
function rank(value: number): bigint {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
}
