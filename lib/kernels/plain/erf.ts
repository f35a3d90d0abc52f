/** `2/√π − 1` */
const slopeLessOne = 0.12837916709551256;

/** The coefficients of erf(x)/x − 1 in powers of x², lowest first: `2/√π·(−1)ⁿ / (n!·(2n + 1))`, the first less 1. */
const series = seriesOf(17);

function seriesOf(terms: number): readonly number[] {
  const coefficients = [slopeLessOne];
  let factor = 1 + slopeLessOne;
  for (let n = 1; n < terms; n++) {
    factor /= -n;
    coefficients.push(factor / (2 * n + 1));
  }
  return coefficients;
}

/**
 * `exp(x²)·erfc(x)·(x + 4)` for x from ¾ to 28 as a polynomial in
 * `u = (628 − 147x) / (109(x + 4))`, which is 1 at ¾ and −1 at 28, highest power
 * first. It is Chebyshev's interpolation, off by at most 3·10⁻¹⁸;
 * tests/reference/make_erf.py prints it.
 */
const tail: readonly number[] = [
  -1.547931470647296e-11,
  1.1878236521336452e-11,
  2.9526307576074593e-10,
  2.0434070161619554e-11,
  -4.230058142045647e-09,
  -6.6394543154253526e-09,
  5.025444054565274e-08,
  2.195388387579288e-07,
  -2.0742715841049598e-07,
  -4.483165029316862e-06,
  -1.4079377973122824e-05,
  2.1070245746860232e-05,
  0.0004201220415539638,
  0.0024159290504638968,
  0.009586227731684101,
  0.030250815507046815,
  0.08024217573047095,
  0.18406876234492694,
  0.37124132773344864,
  0.6650357811039386,
  1.0646901381374552,
];

/**
 * The error function, `2/√π·∫₀ˣ exp(−t²) dt` (Abramowitz and Stegun, 1964,
 * equation 7.1.1), within 2 units in the last place.
 */
export function errorFunction(x: number): number {
  if (Math.abs(x) < 0.75) return nearZero(x);
  return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
}

/** `1 − erf(x)`, within 6 units in the last place, however small it is. */
export function erfc(x: number): number {
  if (Math.abs(x) < 0.75) return 1 - nearZero(x);
  if (x < 0) return 2 - erfc(-x);
  if (x > 28) return 0;
  const u = (628 - 147 * x) / (109 * (x + 4));
  let scaled = 0;
  for (let k = 0; k < tail.length; k++) scaled = scaled * u + tail[k];
  // −x² = −h² + (h − x)(h + x), where the square of a float is exact.
  const h = Math.fround(x);
  return Math.exp(-h * h) * (Math.exp((h - x) * (h + x)) * (scaled / (x + 4)));
}

/** erf by its series (equation 7.1.5), for numbers below ¾. */
function nearZero(x: number): number {
  const z = x * x;
  let sum = 0;
  for (let n = series.length - 1; n >= 0; n--) sum = sum * z + series[n];
  return x + x * sum;
}

/** The density of the standard normal distribution, `e^(−x²/2) / √(2π)`. */
export function density(x: number): number {
  return 0.3989422804014327 * Math.exp(-x * x / 2);
}
