// Whatever fails at first, nothing is harmed: a part of `deno task faults`.
import { assert, assertEquals } from "@std/assert";
import { mishaps } from "./faulty_io.ts";
import { inMemory } from "./grounds.ts";
import { injectAll } from "./inject.ts";
import { allScenarios } from "./scenarios.ts";

const met = new Set<string>();
for (const scenario of await allScenarios()) {
  if (scenario.isSlow) continue;
  Deno.test(`whatever fails first in nabla ${scenario.name}, nothing is harmed`, async () => {
    const { broken, calls } = await injectAll(
      inMemory,
      scenario,
      ({ number, mishap, call }) => {
        const ways = mishaps[call].filter(({ kind }) => kind === mishap.kind);
        return number === 1 && mishap === ways[0];
      },
    );
    assertEquals(broken, []);
    for (const call of calls.keys()) met.add(call);
  });
}

Deno.test("every kind of call fails in some scenario", () => {
  const apart = /^(startProgram|worker)/;
  const missing = Object.keys(mishaps).filter((call) =>
    !met.has(call) && !apart.test(call)
  );
  assert(missing.length === 0, missing.join());
});
