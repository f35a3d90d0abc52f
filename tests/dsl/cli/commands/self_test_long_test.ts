import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { isSelfTestPassed } from "../../../../self_test.ts";
import { run } from "../../../helpers/memory_io.ts";

Deno.test("self-test prints its figures, and passes", async () => {
  const words = ["self-test", "--faulty", "2", "--right", "20"];
  const { status, out } = await run([...words, "--single", "10"]);
  assertEquals(status, 0);
  assertMatch(out, /planted faults found +(\d+) of \1 +100%/);
  assertMatch(out, /right networks called wrong +0 of 20/);
  assertStringIncludes(out, "PASS");
  const record = JSON.parse(
    (await run([...words, "--single", "10", "--json"])).out,
  );
  assert(isSelfTestPassed(record.result ?? record));
});
