import { assertEquals } from "@std/assert";
import type { Described } from "../../lib/definition/definition.ts";
import { initializers } from "../../lib/initializers/initializers.ts";
import { metrics } from "../../lib/metrics/metrics.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { schedules } from "../../lib/schedules/schedules.ts";
import { zh } from "../../words/zh.ts";

const registries: Readonly<Record<string, ReadonlyMap<string, Described>>> = {
  initializers,
  optimizers,
  schedules,
  metrics,
};

Deno.test("whatever a definition says of itself and of its arguments has its Chinese", () => {
  const known = new Set(Object.keys(zh.sentences));
  for (const [name, registry] of Object.entries(registries)) {
    const said = [...registry.values()].flatMap((each) => [
      each.summary,
      ...Object.values(each.arguments).map(({ summary }) => summary),
    ]);
    assertEquals([name, said.filter((each) => !known.has(each))], [name, []]);
  }
});
