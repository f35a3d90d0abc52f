import { assertEquals } from "@std/assert";
import { builtins, wiring } from "../../../lib/layers/builtins.ts";
import * as layers from "../../../lib/layers/public.ts";

Deno.test("every layer that is exported is one that texts can name, and the other way round", () => {
  const named = [...builtins, ...wiring].map(({ definition }) => definition);
  const exported = Object.values(layers).map(({ definition }) => definition);
  assertEquals(named.filter((each) => !exported.includes(each)), []);
  assertEquals(exported.filter((each) => !named.includes(each)), []);
  assertEquals(new Set(named.map(({ name }) => name)).size, named.length);
});
