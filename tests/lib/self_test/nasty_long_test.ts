import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import { gradcheck } from "../../../lib/gradcheck/gradcheck.ts";
import { extremeChain } from "../../../lib/self_test/extreme_chain.ts";
import { nastyCases } from "../../../lib/self_test/nasty_cases.ts";
import { nastyDigits } from "../../../lib/self_test/nasty_digits.ts";
import { nastyFunctions } from "../../../lib/self_test/nasty_functions.ts";
import { nastyKinks } from "../../../lib/self_test/nasty_kinks.ts";
import { nastySizes } from "../../../lib/self_test/nasty_sizes.ts";

for (const { name, verdicts, check } of nastyCases) {
  Deno.test(`nasty case: ${name}`, () => {
    for (const seed of [0, 1]) {
      const verdict = check({ seed });
      assert(
        verdicts.includes(verdict),
        `${verdict}, not ${verdicts.join(" or ")}`,
      );
    }
  });
}

Deno.test("neither a checker that passes all nor one that fails all gets by", () => {
  for (const kind of [nastySizes, nastyDigits, nastyKinks, nastyFunctions]) {
    for (const verdict of ["pass", "fail", "inconclusive"] as const) {
      if (verdict === "inconclusive" && kind === nastyKinks) continue;
      assert(kind.some(({ verdicts }) => !verdicts.includes(verdict)));
    }
  }
});

Deno.test("nasty cases have names of their own, and are searched as well", () => {
  const names = nastyCases.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  const once = names.filter((name) => !name.endsWith(", searched"));
  assertEquals(names.length, 2 * once.length);
});

Deno.test("an extreme chain is drawn from its seed, reaches extremes and is not called wrong", () => {
  let reached = 0;
  for (let n = 0; n < 60; n++) {
    const draw = () => extremeChain(createRandom(5).fork(`extreme ${n}`));
    const { network, numbers } = draw();
    assertEquals(draw().numbers, numbers);
    if (numbers.x.some((x) => x === 0 || Math.abs(x) > 1e4)) reached++;
    const { verdict } = gradcheck(network, { seed: n, batch: 1, numbers });
    assert(verdict !== "fail", `chain ${n}`);
  }
  assert(reached > 5);
});
