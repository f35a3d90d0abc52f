import { assertEquals } from "@std/assert";
import { quickOptions } from "../../../lib/gradcheck/quick_options.ts";
import { nn } from "../../../mod.ts";

Deno.test("of a network of 100,000 numbers some stand for all, of a smaller one each is checked", () => {
  // fc(300,n): 300 inputs, 301 n parameters, n outputs.
  assertEquals(quickOptions(nn`fc(300,330)`), {});
  assertEquals(quickOptions(nn`fc(300,331)`), { mode: "sampled", samples: 4 });
});
