/**
 * What the layers of exported code call, in the part of C99 that turns into
 * JavaScript word by word: see `javascript.ts`. Arrays are flat, one example long,
 * with channels last.
 */
export const routines = {
  linear: `
/* y = W·x + b for each row of x, W of n rows of m. */
static void linear(float *y, const float *x, const float *w, const float *b, int rows, int n, int m) {
  for (int r = 0; r < rows; r++) {
    for (int i = 0; i < n; i++) {
      float sum = b[i];
      for (int j = 0; j < m; j++) sum += w[i * m + j] * x[r * m + j];
      y[r * n + i] = sum;
    }
  }
}`,
  convolve: `
/* y[p, o] = b[o] + sum of w[o, k, c]·x[p·stride - pad + k·gap, c] over a window's
   places k, within rows × columns, and the channels c of the group of o. */
static void convolve(float *y, const float *x, const float *w, const float *b, int rows, int columns, int channels, int outRows, int outColumns, int outputs, int groups, int kernelRows, int kernelColumns, int strideRows, int strideColumns, int gapRows, int gapColumns, int top, int left) {
  const int seen = channels / groups;
  const int made = outputs / groups;
  for (int row = 0; row < outRows; row++) {
    for (int column = 0; column < outColumns; column++) {
      for (int o = 0; o < outputs; o++) {
        const int first = ((o - o % made) / made) * seen;
        float sum = b[o];
        for (int i = 0; i < kernelRows; i++) {
          const int r = row * strideRows - top + i * gapRows;
          if (r < 0 || r >= rows) continue;
          for (int j = 0; j < kernelColumns; j++) {
            const int c = column * strideColumns - left + j * gapColumns;
            if (c < 0 || c >= columns) continue;
            const int from = (r * columns + c) * channels + first;
            const int weight = ((o * kernelRows + i) * kernelColumns + j) * seen;
            for (int k = 0; k < seen; k++) sum += w[weight + k] * x[from + k];
          }
        }
        y[(row * outColumns + column) * outputs + o] = sum;
      }
    }
  }
}`,
  pool_max: `
/* The largest of each window. */
static void pool_max(float *y, const float *x, int rows, int columns, int channels, int outRows, int outColumns, int kernelRows, int kernelColumns, int strideRows, int strideColumns, int gapRows, int gapColumns, int top, int left) {
  for (int row = 0; row < outRows; row++) {
    for (int column = 0; column < outColumns; column++) {
      for (int k = 0; k < channels; k++) {
        float most = -INFINITY;
        for (int i = 0; i < kernelRows; i++) {
          const int r = row * strideRows - top + i * gapRows;
          if (r < 0 || r >= rows) continue;
          for (int j = 0; j < kernelColumns; j++) {
            const int c = column * strideColumns - left + j * gapColumns;
            if (c < 0 || c >= columns) continue;
            const float a = x[(r * columns + c) * channels + k];
            if (a > most || a != a) most = a;
          }
        }
        y[(row * outColumns + column) * channels + k] = most;
      }
    }
  }
}`,
  pool_mean: `
/* The mean of each window, over all its places or those inside. */
static void pool_mean(float *y, const float *x, int rows, int columns, int channels, int outRows, int outColumns, int kernelRows, int kernelColumns, int strideRows, int strideColumns, int gapRows, int gapColumns, int top, int left, int inside) {
  for (int row = 0; row < outRows; row++) {
    for (int column = 0; column < outColumns; column++) {
      for (int k = 0; k < channels; k++) {
        float sum = 0.0f;
        int count = 0;
        for (int i = 0; i < kernelRows; i++) {
          const int r = row * strideRows - top + i * gapRows;
          if (r < 0 || r >= rows) continue;
          for (int j = 0; j < kernelColumns; j++) {
            const int c = column * strideColumns - left + j * gapColumns;
            if (c < 0 || c >= columns) continue;
            sum += x[(r * columns + c) * channels + k];
            count++;
          }
        }
        if (inside == 0) count = kernelRows * kernelColumns;
        y[(row * outColumns + column) * channels + k] = sum / count;
      }
    }
  }
}`,
  affine: `
/* y = a·x + b for each of the last axis' n numbers. */
static void affine(float *y, const float *x, const float *a, const float *b, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    for (int i = 0; i < n; i++) y[r * n + i] = a[i] * x[r * n + i] + b[i];
  }
}`,
  standardize: `
/* Each row with mean 0 (where it is centred) and deviation 1, then a·row + b. */
static void standardize(float *y, const float *x, const float *a, const float *b, int rows, int n, float eps, int centred) {
  for (int r = 0; r < rows; r++) {
    float mean = 0.0f;
    float squares = 0.0f;
    if (centred == 1) {
      for (int i = 0; i < n; i++) mean += x[r * n + i];
      mean /= n;
    }
    for (int i = 0; i < n; i++) {
      const float d = x[r * n + i] - mean;
      squares += d * d;
    }
    const float factor = 1.0f / sqrtf(squares / n + eps);
    for (int i = 0; i < n; i++) y[r * n + i] = a[i] * ((x[r * n + i] - mean) * factor) + b[i];
  }
}`,
  softmax: `
/* exp(x) of each row over their sum; without overflow. */
static void softmax(float *y, const float *x, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float most = x[r * n];
    float sum = 0.0f;
    for (int i = 1; i < n; i++) if (x[r * n + i] > most) most = x[r * n + i];
    for (int i = 0; i < n; i++) {
      const float e = expf(x[r * n + i] - most);
      sum += e;
      y[r * n + i] = e;
    }
    for (int i = 0; i < n; i++) y[r * n + i] /= sum;
  }
}`,
  log_softmax: `
/* The logarithms of the same. */
static void log_softmax(float *y, const float *x, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float most = x[r * n];
    float sum = 0.0f;
    for (int i = 1; i < n; i++) if (x[r * n + i] > most) most = x[r * n + i];
    for (int i = 0; i < n; i++) sum += expf(x[r * n + i] - most);
    for (int i = 0; i < n; i++) y[r * n + i] = x[r * n + i] - most - logf(sum);
  }
}`,
  prelu: `
/* x, or a·x below 0: one a for each of the last axis' n numbers, or one for all. */
static void prelu(float *y, const float *x, const float *a, int count, int n) {
  for (int i = 0; i < count; i++) y[i] = x[i] > 0.0f ? x[i] : a[i % n] * x[i];
}`,
  add: `
static void add(float *y, const float *a, const float *b, int n) {
  for (int i = 0; i < n; i++) y[i] = a[i] + b[i];
}`,
  subtract: `
static void subtract(float *y, const float *a, const float *b, int n) {
  for (int i = 0; i < n; i++) y[i] = a[i] - b[i];
}`,
  multiply: `
static void multiply(float *y, const float *a, const float *b, int n) {
  for (int i = 0; i < n; i++) y[i] = a[i] * b[i];
}`,
  divide: `
static void divide(float *y, const float *a, const float *b, int n) {
  for (int i = 0; i < n; i++) y[i] = a[i] / b[i];
}`,
  place: `
/* The n columns of x as those of y from one on, of all its columns. */
static void place(float *y, const float *x, int rows, int n, int from, int columns) {
  for (int r = 0; r < rows; r++) {
    for (int i = 0; i < n; i++) y[r * columns + from + i] = x[r * n + i];
  }
}`,
  normal: `
/* How much of the standard normal distribution lies below a: by the series of
   Abramowitz and Stegun (1964), 26.2.11. */
static float normal(float a) {
  if (a > 6.0f) return 1.0f;
  if (a < -6.0f) return 0.0f;
  float term = a;
  float sum = a;
  for (int k = 3; k < 99; k += 2) {
    term *= a * a / k;
    sum += term;
  }
  return 0.5f + 0.3989422804f * expf(-0.5f * a * a) * sum;
}`,
} as const;

export type Routine = keyof typeof routines;

/** Functions of a number `a`, with what they take by name, as expressions of the same C. */
export const functions: Readonly<
  Record<
    string,
    { readonly expression: string; readonly takes?: readonly string[] }
  >
> = {
  relu: { expression: "a < 0.0f ? 0.0f : a" },
  leaky_relu: { expression: "a > 0.0f ? a : slope * a", takes: ["slope"] },
  relu6: { expression: "a < 0.0f ? 0.0f : a > 6.0f ? 6.0f : a" },
  sigmoid: { expression: "1.0f / (1.0f + expf(-a))" },
  tanh: { expression: "tanhf(a)" },
  softsign: { expression: "a / (1.0f + fabsf(a))" },
  log_sigmoid: {
    expression: "(a < 0.0f ? a : 0.0f) - log1pf(expf(-fabsf(a)))",
  },
  silu: { expression: "a / (1.0f + expf(-beta * a))", takes: ["beta"] },
  mish: {
    expression: "a * tanhf((a > 0.0f ? a : 0.0f) + log1pf(expf(-fabsf(a))))",
  },
  elu: { expression: "a > 0.0f ? a : alpha * expm1f(a)", takes: ["alpha"] },
  celu: {
    expression: "a > 0.0f ? a : alpha * expm1f(a / alpha)",
    takes: ["alpha"],
  },
  selu: {
    expression:
      "1.0507009873554805f * (a > 0.0f ? a : 1.6732632423543772f * expm1f(a))",
  },
  hard_sigmoid: {
    expression: "a < -3.0f ? 0.0f : a > 3.0f ? 1.0f : a / 6.0f + 0.5f",
  },
  hard_swish: {
    expression: "a < -3.0f ? 0.0f : a > 3.0f ? a : a * (a / 6.0f + 0.5f)",
  },
  hard_tanh: {
    expression: "a < low ? low : a > high ? high : a",
    takes: ["low", "high"],
  },
  clip: {
    expression: "a < low ? low : a > high ? high : a",
    takes: ["low", "high"],
  },
  threshold: {
    expression: "a > threshold ? a : value",
    takes: ["threshold", "value"],
  },
  hard_shrink: {
    expression: "fabsf(a) > threshold ? a : 0.0f",
    takes: ["threshold"],
  },
  soft_shrink: {
    expression:
      "a > threshold ? a - threshold : a < -threshold ? a + threshold : 0.0f",
    takes: ["threshold"],
  },
  tanh_shrink: { expression: "a - tanhf(a)" },
  softplus: {
    expression:
      "beta * a > threshold ? a : ((a > 0.0f ? beta * a : 0.0f) + log1pf(expf(-fabsf(beta * a)))) / beta",
    takes: ["beta", "threshold"],
  },
  gelu: { expression: "a * normal(a)" },
  gelu_tanh: {
    expression:
      "a / (1.0f + expf(-1.5957691216f * (a + 0.044715f * a * a * a)))",
  },
  neg: { expression: "-a" },
  exp: { expression: "expf(a)" },
  log: { expression: "logf(a)" },
  log1p: { expression: "log1pf(a)" },
  expm1: { expression: "expm1f(a)" },
  shift: { expression: "a + c", takes: ["c"] },
  scale: { expression: "a * c", takes: ["c"] },
  recip: { expression: "1.0f / a" },
  square: { expression: "a * a" },
  sqrt: { expression: "sqrtf(a)" },
  abs: { expression: "fabsf(a)" },
  sin: { expression: "sinf(a)" },
  cos: { expression: "cosf(a)" },
};

/** The C of what a program calls, with what that calls itself. */
export function codeOf(called: ReadonlySet<string>): string {
  const own = [...called].map((name) => {
    const [, each] = /^each_(.*)/.exec(name) ?? [];
    return each === undefined
      ? routines[name as Routine].trim()
      : codeOfFunction(each);
  });
  const needed = own.some((text) => text.includes(" normal("))
    ? [routines.normal.trim()]
    : [];
  return [...needed, ...own].join("\n\n");
}

function codeOfFunction(name: string): string {
  const { expression, takes = [] } = functions[name];
  const more = takes.map((each) => `, float ${each}`).join("");
  return `static void each_${name}(float *y, const float *x, int n${more}) {
  for (int i = 0; i < n; i++) {
    const float a = x[i];
    y[i] = ${expression};
  }
}`;
}
