/**
 * Random texts of networks with several inputs, values that meet in merges and
 * formulas, and several losses. All compile.
 *
 * @module
 */

import type { Random } from "../../lib/base/random.ts";
import { happens, pick, times } from "./chance.ts";

/** A vector that a later line may take. */
interface Vector {
  readonly name: string;
  readonly size: number;
  /** Whether something takes it. */
  isUsed: boolean;
}

const gates = "tanh relu sigmoid sin softsign gelu swish twice".split(" ");
const losses = ["mse", "mae", "huber", "bce_with_logits", "cross_entropy"];

/** A text of inputs, values and ends. */
export function joinedText(random: Random): string {
  const vectors: Vector[] = [];
  const add = (size: number) => {
    const name = `${pick(random, ["h", "k", "left", "q"])}${vectors.length}`;
    vectors.push({ name, size, isUsed: false });
    return name;
  };
  const size = () => 1 + random.integer(4);
  const lines = [
    "swish(t) = t*sigmoid(t)",
    "twice(t) = swish(swish(t)) - 2^-1",
    "mix(s, t) = s + swish(t)/2",
    "let wide(n) = fc(n) -> tanh",
  ];
  for (let i = 1 + random.integer(3); i > 0; i--) {
    const n = size();
    lines.push(`${add(n)}: input(${n})`);
  }
  if (vectors.length === 1) {
    lines.push(`${vectors[0].name} -> ${add(2)}: fc(2)`);
  }

  /** A value, most often one that nothing takes yet. */
  function take(of: readonly Vector[] = vectors): Vector {
    const open = of.filter(({ isUsed }) => !isUsed);
    const taken = pick(
      random,
      happens(random, 0.7) && open.length > 0 ? open : of,
    );
    taken.isUsed = true;
    return taken;
  }

  function steps(n: number): string {
    return [
      ...happens(random, 0.3) ? [pick(random, gates)] : [],
      pick(random, [`fc(${n})`, `fc(${n})`, `wide(${n})`]),
      ...happens(random, 0.6) ? [pick(random, gates)] : [],
    ].join(" -> ");
  }

  function line(): string {
    const n = size();
    switch (random.integer(6)) {
      case 0:
        return `${take().name} -> ${steps(n)} -> ${add(n)}: ${
          pick(random, gates)
        }`;
      case 1: {
        const from = take().name;
        const inner = steps(n);
        return `${from} -> ${add(n)}: (${inner})`;
      }
      case 2: {
        const branches = times(
          2 + random.integer(2),
          () => `${take().name} -> ${steps(n)}`,
        );
        const [name, out] = pick(
          random,
          [
            ["add", n],
            ["mul", n],
            ["concat", n * branches.length],
            ["max", n],
          ] as const,
        );
        const label = add(out);
        return `${label}: ${name}(${branches.join(", ")})`;
      }
      case 3: {
        const from = take();
        const like = take(
          vectors.filter(({ size }) => size === from.size || size === 1),
        );
        const [a, b] = [from.name, like.name];
        const all = [
          `${a}*${b} + sigmoid(${a})`,
          `-(${a} - ${b})^2/2`,
          `mix(${a}, ${b}) - 0.5*${b}`,
          `max(${a}, ${b})`,
          `(${a} + ${b})*sum(${b}^2)`,
        ];
        return `${add(from.size)} = ${pick(random, all)}`;
      }
      case 4: {
        const from = take().name;
        return `${add(1)} = reshape(sum(${from}*${from}), sizes=[1])`;
      }
      default: {
        const from = take();
        return `${from.name} -> residual(${steps(from.size)}) -> ${
          add(from.size)
        }: id`;
      }
    }
  }

  lines.push(...times(1 + random.integer(4), line));
  const open = vectors.filter(({ isUsed }) => !isUsed);
  if (happens(random, 0.6)) {
    for (const { name } of open) {
      const label = happens(random, 0.4) ? `${name}_end: ` : "";
      const weight = pick(random, ["", "", "(weight=0.3)", "(weight=1/2)"]);
      const loss = pick(random, losses);
      lines.push(`${name} -> fc(${1 + size()}) -> ${label}${loss}${weight}`);
    }
  } else {
    lines.push(`end = ${open.map(({ name }) => `sum(${name})`).join(" + ")}`);
  }
  return lines.join(pick(random, ["\n", "\n", "\n\n", "\n# next\n"]));
}
