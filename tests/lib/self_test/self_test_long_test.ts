import { assert, assertEquals } from "@std/assert";
import { isSelfTestPassed, selfTest } from "../../../self_test.ts";

Deno.test("the checker finds, places and names what is planted, and passes what is right", () => {
  const steps = selfTest({ seed: 12, faulty: 6, right: 120, single: 40 });
  let step = steps.next();
  const names = new Set<string>();
  while (!step.done) {
    names.add(step.value.name);
    assert(step.value.done <= step.value.total);
    step = steps.next();
  }
  const { value } = step;
  assert(isSelfTestPassed(value), JSON.stringify(value, null, 1));
  assert(value.planted > 100);
  assertEquals([value.found, value.placed], [value.planted, value.planted]);
  assertEquals(value.single, { planted: 40, found: 40 });
  assert(value.right.forwardsPerNumber <= 3.5);
  assert(names.size >= 3);

  // One of anything is enough to fail.
  const spoilt = [
    { found: value.found - 1 },
    { placed: value.placed - 1 },
    { labels: { ...value.labels, wrong: 1 } },
    { right: { ...value.right, failed: 1 } },
    { nasty: { ...value.nasty, wrong: ["relu at 0"] } },
    { single: { planted: 40, found: 39 } },
  ];
  for (const change of spoilt) {
    assert(!isSelfTestPassed({ ...value, ...change }));
  }
});

Deno.test("the self-test passes on fast kernels, with threads", () => {
  const options = { kernels: "wasm", threads: 2 } as const;
  const steps = selfTest({
    ...options,
    seed: 3,
    faulty: 4,
    right: 60,
    single: 20,
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  assert(isSelfTestPassed(step.value), JSON.stringify(step.value, null, 1));
});
