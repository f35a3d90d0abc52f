import { assert, assertEquals } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { gradcheck } from "../../../lib/gradcheck/gradcheck.ts";
import { quickOptions } from "../../../lib/gradcheck/quick_options.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import type { Formula } from "../../../lib/layer/formula.ts";
import type { Layer } from "../../../lib/layer/layer.ts";
import { builtins } from "../../../lib/layers/builtins.ts";
import { assemble } from "../../../lib/network/assemble.ts";

const layers = new Map(
  builtins.map(({ definition }) => [definition.name, definition]),
);

function builtin(name: string): Layer {
  const definition = layers.get(name);
  assert(definition !== undefined, name);
  return createLayer(definition, []);
}

function gate(layer: Layer, ...operands: readonly Formula[]): Formula {
  return { kind: "gate", layer, operands };
}

/** `b = 2*w0 + 2*w1 + …`, with another layer in place of one product. */
function sumOf(count: number, other?: Layer) {
  const [add, mul] = [builtin("add"), builtin("mul")];
  const two = { kind: "number", value: 2, text: "2" } as const;
  const names = Array.from({ length: count }, (_, i) => `w${i}`);
  const terms = names.map((name, i): Formula => {
    const value = { kind: "name", name } as const;
    return other !== undefined && i === count - 2
      ? gate(other, value)
      : gate(mul, two, value);
  });
  const formula = terms.reduce((sum, term) => gate(add, sum, term));
  return assemble([[{ kind: "formula", formula, label: "b" }]], {
    given: names.map((name, i) => ({ name, shape: [], data: [0.1 + i % 7] })),
  });
}

Deno.test("a thousand arrays of one number are compared as one", () => {
  const { verdict, checks, totals, evaluations } = gradcheck(sumOf(1000), {
    only: ["network"],
  });
  assertEquals([verdict, checks[0].mode], ["pass", "search"]);
  assertEquals([totals.checked, totals.skipped], [1000, 0]);
  assert(
    checks[0].gradients.every(({ detectability }) => detectability < 1e-4),
  );
  assert(evaluations.forward < 200, `${evaluations.forward}`);
});

Deno.test("one that is wrong among them is found", () => {
  const hasty = defineLayer({ name: "hasty", f: (x) => 2 * x, df: () => 3 });
  const { checks: [{ gradients }] } = gradcheck(sumOf(600, hasty()), {
    only: ["network"],
  });
  assertEquals(
    gradients.filter(({ verdict }) => verdict === "fail").map(({ path }) =>
      path
    ),
    ["w598"],
  );
});

Deno.test("of a thousand gates that are alike the first are checked alone, and the network", () => {
  const network = sumOf(1000);
  const { only = [] } = quickOptions(network);
  assertEquals(only.length, 2 * 64 + 1);
  assertEquals(only.at(-1), "network");
  assertEquals(gradcheck(network, { only }).verdict, "pass");
  assertEquals(quickOptions(sumOf(60)), {});
});
