/**
 * Mutates the example and prints what came of each mutant, for
 * `mutation_long_test.ts`, as tests may not write.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { findMutants } from "../find_mutants.ts";
import { judge } from "../judge.ts";
import { changeOf } from "../mutant.ts";
import { openSandbox } from "../sandbox.ts";

const folder = "tests/mutation/example";
const root = fileURLToPath(new URL("../../../", import.meta.url));
const mutants = findMutants(root, [`${folder}/clamp.ts`]);
const sandbox = await openSandbox(root);
try {
  const room = { name: "example", code: [folder], tests: [folder] };
  await judge(room, mutants, sandbox, ({ mutant, fate }) => {
    console.log(`${fate}: ${changeOf(mutant)}`);
  }, 1000);
} finally {
  sandbox.remove();
}
