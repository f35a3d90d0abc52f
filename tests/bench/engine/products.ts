import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import type { Values } from "../../../mod.ts";
import { digits, gigaflops } from "../figures.ts";
import {
  contenders,
  printTimes,
  storeOf,
  type Times,
  titleOf,
  type Topic,
} from "./topic.ts";

/** A matrix product: which of its factors are transposed, and its sizes. */
interface Product {
  readonly name: string;
  readonly form: "a·b" | "a·bᵀ" | "aᵀ·b" | "aᵀ·bᵀ";
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const sizes: readonly Product[] = [
  ...[64, 256, 1024].map((n) => square(String(n), "a·b", n)),
  { name: "64×784×128", form: "a·b", rows: 64, inner: 784, columns: 128 },
];

/** Under names of their own, `a·b` among them, so that the table stands alone. */
const forms: readonly Product[] = (["a·b", "a·bᵀ", "aᵀ·b", "aᵀ·bᵀ"] as const)
  .map((form) => square(form, form, 256));

/** Matrix products: their speed, and its share of the best on one thread. */
export const products: Topic = {
  name: "products",
  subjects: ["all sizes"],
  contenders,
  prepare(_subject, setup) {
    const { kernels, allocate } = storeOf(setup);
    return new Map([...sizes, ...forms].map((product) => {
      const { name, rows, inner, columns } = product;
      const a = allocate(setup.precision, rows * inner);
      const b = allocate(setup.precision, inner * columns);
      const y = allocate(setup.precision, rows * columns);
      a.forEach((_, i) => a[i] = Math.sin(i));
      b.forEach((_, i) => b[i] = Math.cos(i));
      return [name, doing(product, kernels, y, a, b)];
    }));
  },
  print(times, precision) {
    const peak = peakOf(times);
    const format = (milliseconds: number, name: string) => {
      const speed = speedOf(name, milliseconds);
      const share = Math.round(100 * speed / peak.speed);
      return `${digits(speed)} ${`${share} %`.padStart(5)}`;
    };
    printTimes(
      `Matrix products, ${precision}: GFLOP/s, and the share of the peak, ${
        digits(peak.speed)
      } (${peak.name} by ${peak.title})`,
      times,
      sizes.map(({ name }) => name),
      format,
    );
    printTimes(
      `The four forms at 256, ${precision}`,
      times,
      forms.map(({ name }) => name),
      format,
    );
  },
};

function square(name: string, form: Product["form"], n: number): Product {
  return { name, form, rows: n, inner: n, columns: n };
}

function doing(
  { form, rows, columns, inner }: Product,
  kernels: Kernels,
  y: Values,
  a: Values,
  b: Values,
): () => void {
  switch (form) {
    case "a·b":
      return () => kernels.multiply(y, a, b, rows, columns, inner);
    case "a·bᵀ":
      return () =>
        kernels.multiplyByTransposed(y, a, b, undefined, rows, columns, inner);
    case "aᵀ·b":
      return () => kernels.multiplyTransposed(y, a, b, rows, columns, inner);
    case "aᵀ·bᵀ":
      return () =>
        kernels.multiplyBothTransposed(y, a, b, rows, columns, inner);
  }
}

function speedOf(name: string, milliseconds: number): number {
  const product = [...sizes, ...forms].find((product) => product.name === name);
  if (product === undefined) return NaN;
  const { rows, inner, columns } = product;
  return gigaflops(2 * rows * inner * columns, milliseconds);
}

/** The fastest product on one thread. */
function peakOf(times: Times) {
  let best = { speed: 0, name: "", title: "" };
  for (const [contender, rows] of times) {
    if (contender.threads > 1) continue;
    for (const [name, milliseconds] of rows) {
      const speed = speedOf(name, milliseconds);
      if (speed > best.speed) best = { speed, name, title: titleOf(contender) };
    }
  }
  return best;
}
