// Whatever fails, nothing is harmed: a part of `deno task faults`.
import { assertEquals } from "@std/assert";
import { commands } from "../../../dsl/cli/commands.ts";
import { main } from "../../../dsl/cli/main.ts";
import { open } from "../../helpers/memory_io.ts";
import { inMemory } from "./grounds.ts";
import { injectAll } from "./inject.ts";
import { allScenarios } from "./scenarios.ts";

const scenarios = await allScenarios();

Deno.test("every command has scenarios in which something fails", () => {
  const tried = new Set(scenarios.map(({ command }) => command));
  assertEquals([...commands.keys()].filter((name) => !tried.has(name)), []);
});

Deno.test("a scenario ends well where nothing fails", async () => {
  for (const { name, words, world, isSlow } of scenarios) {
    if (isSlow) continue;
    const { io, ended } = open(world);
    const { status, error } = ended(await main(words, io));
    // A text with a mistake is among those that are formatted.
    if (name.includes("broken.nn")) continue;
    assertEquals([name, status < 2], [name, true], error);
  }
});

/** Scenarios that write, read and print, and take no time. */
const quick = ["generate spiral", "worksheet", "predict old", "fmt net.nn b"];
for (const scenario of scenarios) {
  if (!quick.some((name) => scenario.name.startsWith(name))) continue;
  Deno.test(`whatever fails in nabla ${scenario.name}, nothing is harmed`, async () => {
    const { broken } = await injectAll(
      inMemory,
      scenario,
      ({ number, call }) => number < 3 && call !== "allocate",
    );
    assertEquals(broken, []);
  });
}
