// The names of what the self-test tries, in Chinese.
import { assertEquals } from "@std/assert";
import { commonFaults } from "../../../lib/self_test/faults.ts";
import { faultyKinds } from "../../../lib/self_test/faulty/faulty_layers.ts";
import { faultyLosses } from "../../../lib/self_test/faulty/losses.ts";
import { faultyStretched } from "../../../lib/self_test/faulty/stretched.ts";
import { caseName } from "../../../lib/self_test/nasty_case.ts";
import { nastyCases } from "../../../lib/self_test/nasty_cases.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

const faults = [...faultyKinds, ...faultyLosses, faultyStretched]
  .flatMap(({ faults }) => Object.keys(faults))
  .concat(commonFaults.map(({ name }) => name));

Deno.test("every nasty case and every planted fault has a name in Chinese", () => {
  const names = [
    ...nastyCases.map(({ name, searches = name }) => searches),
    ...faults,
  ];
  assertEquals(names.filter((name) => !Object.hasOwn(zh.sentences, name)), []);
  const said = spoken(zh, () => nastyCases.map(caseName));
  assertEquals(said.flatMap((name) => mixed(name, ["cos x"])), []);
  assertEquals(said.filter((name) => name.endsWith("，用搜索")).length, 133);
  assertEquals(nastyCases.map(caseName), nastyCases.map(({ name }) => name));
});
