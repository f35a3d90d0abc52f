// What comes back where a number is NaN, beside PyTorch: see
// tests/reference/make_nan.py.
import { assert, assertEquals } from "@std/assert";
import { nn } from "../../../mod.ts";
import slopes from "../../reference/nan.json" with { type: "json" };

/** Where the doc comments say that NaN shows in the gradient, and PyTorch has a number. */
const loud = ["elu", "selu", "celu", "hard_swish", "abs"];

for (const [text, slope] of Object.entries(slopes)) {
  Deno.test(`${text} of NaN is NaN, with the slope ${loud.includes(text) ? "NaN" : slope ?? "NaN"}`, () => {
    const expected = loud.includes(text) ? NaN : slope ?? NaN;
    for (const precision of ["float32", "float64"] as const) {
      for (const kernels of ["plain", "wasm"] as const) {
        // Enough for a vector and a rest, with numbers around.
        const net = nn(`input(7) -> ${text}`).bind({ precision, kernels });
        net.x.set([0.5, NaN, 0.5, 0.5, 0.5, 0.5, NaN]);
        net.dy.fill(1);
        net.forward();
        net.backward();
        for (const i of [1, 6]) {
          assertEquals(net.y[i], NaN);
          assertEquals(net.dx[i], expected);
        }
        assert(Number.isFinite(net.dx[0] + net.dx[5]));
      }
    }
  });
}
