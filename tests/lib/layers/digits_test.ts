// Numbers whose digits are easily lost, against 120 of them: see
// tests/reference/make_digits.py.
import { assert, assertEquals } from "@std/assert";
import { nn } from "../../../mod.ts";
import cases from "../../reference/digits.json" with { type: "json" };

/** How far a number may be off, in roundings of its own. */
const roundings = 40;

for (const precision of ["float32", "float64"] as const) {
  for (const kernels of ["plain", "wasm"] as const) {
    Deno.test(`no layer loses digits that its numbers have: ${precision}, ${kernels}`, () => {
      const unit = precision === "float32" ? 2 ** -24 : 2 ** -53;
      const smallest = precision === "float32" ? 2 ** -126 : 2 ** -1022;
      const wrong: string[] = [];
      for (const { what, text, x, target, dy, y, dx, ...more } of cases) {
        const targetShape = target === null
          ? undefined
          : text.includes("triplet") || target.length < x.length
          ? []
          : [x.length];
        const net = nn(text).bind({ precision, kernels, targetShape });
        net.x.set(x);
        if (target !== null) net.target.set(target);
        net.forward();
        if (dy !== null) net.dy.set(dy);
        net.backward();
        const compare = (
          name: string,
          found: Iterable<number>,
          right: readonly number[],
          least: number,
        ) => {
          [...found].forEach((value, i) => {
            const off = Math.abs(value - right[i]) / unit /
              Math.max(Math.abs(right[i]), least, smallest);
            if (off <= roundings || value === right[i]) return;
            wrong.push(
              `${what}, ${text}: ${name}[${i}] is ${value}, not ${right[i]}: ${
                off.toPrecision(2)
              } roundings`,
            );
          });
        };
        compare("y", target === null ? net.y : [net.loss], y, more.yFloor);
        compare("dx", net.dx, dx, more.floor);
        const direction = { x: more.along };
        const size = (numbers: readonly number[]) =>
          Math.max(more.floor, ...numbers.map(Math.abs));
        if (more.jvp !== null) {
          const { loss } = net.jvp(direction);
          compare("jvp", [loss], [more.jvp], size(dx));
        }
        compare("hvp", net.hvp(direction).x, more.hvp, size(more.hvp));
      }
      assertEquals(wrong, []);
    });
  }
}

// Whole numbers, whose sum is exact in doubles: 16,384 of about 1e6.
const large = Array.from({ length: 128 * 128 }, (_, i) => 1e6 + i % 7);
const total = large.reduce((a, b) => a + b);

for (const kernels of ["plain", "wasm"] as const) {
  Deno.test(`long sums of floats keep their digits: ${kernels}`, () => {
    const options = { precision: "float32", kernels } as const;
    const pool = nn`input(128,128,1) -> global_avgpool`.bind(options);
    pool.x.set(large);
    pool.forward();
    const bias = nn`fc(1,1)`.bind({ batch: large.length, ...options });
    bias.dy.set(large);
    bias.forward();
    bias.backward();
    const sum = bias.parameters.get("fc1.bias").gradient[0];
    for (const found of [pool.y[0] * large.length, sum]) {
      const off = Math.abs(found / total - 1) * 2 ** 24;
      // 128 sums of 128 have 256 roundings, of half their size on average.
      assert(off < 64, `${found} for ${total}: ${off} roundings`);
    }
  });
}
