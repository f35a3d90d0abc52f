import type { UpdateKernels } from "../contract/updates.ts";

/** Settings are in double precision, what is computed is in that of the arrays. */
export const plainUpdates: UpdateKernels = {
  dot(x, y, length) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += x[i] * y[i];
    return sum;
  },
  scale(y, c, length) {
    for (let i = 0; i < length; i++) y[i] = c * y[i];
  },
  clamp(y, bound, length) {
    for (let i = 0; i < length; i++) {
      y[i] = Math.max(-bound, Math.min(bound, y[i]));
    }
  },
  approach(y, x, c, length) {
    for (let i = 0; i < length; i++) y[i] += c * (x[i] - y[i]);
  },
  momentum(
    value,
    gradient,
    buffer,
    rate,
    momentum,
    share,
    decay,
    looksAhead,
    length,
  ) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const sum = momentum * buffer[i] + share * g;
      buffer[i] = sum;
      value[i] -= rate * (looksAhead ? g + momentum * sum : sum);
    }
  },
  adam: plainAdam(false),
  adamw: plainAdam(true),
  rmsprop(
    value,
    gradient,
    square,
    mean,
    buffer,
    rate,
    alpha,
    epsilon,
    momentum,
    decay,
    length,
  ) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const s = alpha * square[i] + (1 - alpha) * g * g;
      square[i] = s;
      let variance = s;
      if (mean !== undefined) {
        const m = alpha * mean[i] + (1 - alpha) * g;
        mean[i] = m;
        variance = Math.max(s - m * m, 0);
      }
      let move = g / (Math.sqrt(variance) + epsilon);
      if (buffer !== undefined) {
        move += momentum * buffer[i];
        buffer[i] = move;
      }
      value[i] -= rate * move;
    }
  },
  adagrad(value, gradient, sum, rate, epsilon, decay, length) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const s = sum[i] + g * g;
      sum[i] = s;
      value[i] -= rate * g / (Math.sqrt(s) + epsilon);
    }
  },
  lion(value, gradient, mean, rate, beta1, beta2, shrink, length) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i];
      const direction = Math.sign(beta1 * mean[i] + (1 - beta1) * g);
      value[i] = shrink * value[i] - rate * direction;
      mean[i] = beta2 * mean[i] + (1 - beta2) * g;
    }
  },
};

/** Adam, with a decay that is added to the gradient or, decoupled, shrinks the value. */
function plainAdam(isDecoupled: boolean): UpdateKernels["adam"] {
  return (
    value,
    gradient,
    mean,
    square,
    most,
    rate,
    beta1,
    beta2,
    epsilon,
    decay,
    length,
  ) => {
    for (let i = 0; i < length; i++) {
      if (isDecoupled) value[i] *= decay;
      const g = isDecoupled ? gradient[i] : gradient[i] + decay * value[i];
      const m = beta1 * mean[i] + (1 - beta1) * g;
      const s = beta2 * square[i] + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = s;
      if (most !== undefined) most[i] = Math.max(most[i], s);
      value[i] -= rate * m / (Math.sqrt(most?.[i] ?? s) + epsilon);
    }
  };
}
