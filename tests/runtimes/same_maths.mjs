// Engines round Math's functions differently in the last digit. With these in their
// place, of sums and products alone, all compute the same.

const { round, abs, PI } = Math;
const ln2 = [0.6931471803691238, 1.9082149292705877e-10];

/** The sum of a series whose next term is the last one times `next`. */
function series(first, next) {
  let sum = 0;
  let term = first;
  for (let n = 1; n < 60 && sum + term !== sum; n++) {
    sum += term;
    term *= next(n);
  }
  return sum;
}

function exp(x) {
  if (!(abs(x) < 700)) return x > 0 ? Infinity : x < 0 ? 0 : x;
  const k = round(x / (ln2[0] + ln2[1]));
  const r = x - k * ln2[0] - k * ln2[1];
  let y = series(1, (n) => r / n);
  for (let i = 0; i < abs(k); i++) y *= k > 0 ? 2 : 0.5;
  return y;
}

function log(x) {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  let [k, m] = [0, x];
  for (; m > 1.5; k++) m /= 2;
  for (; m < 0.75; k--) m *= 2;
  const t = (m - 1) / (m + 1);
  let [sum, power] = [0, 2 * t];
  for (let n = 1; n < 80; n += 2) {
    sum += power / n;
    power *= t * t;
  }
  return k * ln2[0] + (sum + k * ln2[1]);
}

const expm1 = (x) => abs(x) < 0.5 ? series(x, (n) => x / (n + 1)) : exp(x) - 1;
function log1p(x) {
  if (abs(x) > 0.1) return log(1 + x);
  const t = x / (2 + x);
  return series(2 * t, (n) => t * t * (2 * n - 1) / (2 * n + 1));
}
const turned = (x) => x - 2 * PI * round(x / (2 * PI));
function sin(x) {
  const r = turned(x);
  return series(r, (n) => -r * r / (2 * n * (2 * n + 1)));
}
function cos(x) {
  const r = turned(x);
  return series(1, (n) => -r * r / ((2 * n - 1) * 2 * n));
}
function tanh(x) {
  const e = expm1(2 * abs(x));
  const y = e === Infinity ? 1 : e / (e + 2);
  return x < 0 ? -y : y;
}
const pow = (x, y) =>
  Number.isInteger(y) && abs(y) < 64
    ? powers(x, y)
    : x === 0
    ? 0
    : exp(y * log(x));
function powers(x, y) {
  let z = 1;
  for (let i = 0; i < abs(y); i++) z *= x;
  return y < 0 ? 1 / z : z;
}

Object.assign(Math, {
  ...{ exp, log, expm1, log1p, sin, cos, tanh, pow },
  log2: (x) => log(x) / log(2),
  log10: (x) => log(x) / log(10),
  sinh: (x) => (expm1(x) - expm1(-x)) / 2,
  cosh: (x) => (exp(x) + exp(-x)) / 2,
});
