import {
  type Initializer,
  initializerOf,
  matrixOf,
  type NamedInitializer,
} from "./initializer.ts";

/** Every number the same. */
export function constant(value: number): Initializer {
  return { name: "constant", fill: (values) => void values.fill(value) };
}

/** All zeros. */
export const zeros: NamedInitializer<"zeros"> = initializerOf({
  ...constant(0),
  name: "zeros",
  summary: "all zeros",
});

/** All ones. */
export const ones: NamedInitializer<"ones"> = initializerOf({
  ...constant(1),
  name: "ones",
  summary: "all ones",
});

/**
 * Ones where row and column are the same, zeros elsewhere, so that the input is
 * passed on. Axes between the first and the last, those of a convolution's window,
 * have their ones in the middle. For recurrent layers of relu: Le, Jaitly and
 * Hinton, "A simple way to initialize recurrent networks of rectified linear
 * units", 2015.
 */
export const eye: NamedInitializer<"identity"> = initializerOf({
  name: "identity",
  summary:
    "ones where row and column are the same, so that the input is passed on",
  fill(values, { shape }) {
    const { rows, columns } = matrixOf(values, shape);
    const inputs = shape.length > 1 ? shape[shape.length - 1] : 1;
    let middle = 0;
    for (const size of shape.slice(1, -1)) {
      middle = middle * size + Math.floor(size / 2);
    }
    values.fill(0);
    for (let k = 0; k < Math.min(rows, inputs); k++) {
      values[k * columns + middle * inputs + k] = 1;
    }
  },
});
