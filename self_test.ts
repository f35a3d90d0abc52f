/**
 * The checker checked: faults that are planted in networks must be found, and right
 * networks must pass.
 *
 * ```ts
 * import { isSelfTestPassed, selfTest } from "@nabla/nabla/self-test";
 * import { assert } from "@std/assert";
 *
 * const steps = selfTest({ faulty: 1, right: 2, single: 1 });
 * let step = steps.next();
 * while (!step.done) step = steps.next();
 * assert(isSelfTestPassed(step.value));
 * ```
 *
 * @module
 */

export {
  isSelfTestPassed,
  type PlantedFault,
  type SelfTestResult,
} from "./lib/self_test/figures.ts";
export {
  selfTest,
  type SelfTestOptions,
  type SelfTestProgress,
} from "./lib/self_test/self_test.ts";
