import { assertEquals, assertMatch } from "@std/assert";
import { commonFaults, withBackward } from "../../../lib/self_test/faults.ts";
import { faultyKinds } from "../../../lib/self_test/faulty/faulty_layers.ts";
import { faultyLosses } from "../../../lib/self_test/faulty/losses.ts";
import { fc, gradcheck, input, pipeline } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

const width = 6;

/** Mistakes with no words of their own, with what is printed instead: a pattern, or what the layer does wrongly. */
const described = new Map([
  [
    "dropout: with a fresh mask",
    /^a second backward gives another gradient of x$/m,
  ],
  ["fast_gelu: the other form's derivative", /^24 of 24 wrong; /m],
  ["fc: bias unused", /^no output depends on fc2\.bias$/m],
  [
    "relu: masked by dy",
    /^the gradient of x does not change sign with the gradient from above$/m,
  ],
]);

/** Mistakes whose own pattern takes any words, with those that are said here. */
const named = new Map([
  [
    "concat: first half alone",
    /^the second half, columns 3 to 5 are left at zero/,
  ],
]);

for (const kind of [...faultyKinds, ...faultyLosses]) {
  for (const [fault, words] of Object.entries(kind.faults)) {
    const name = `${kind.name}: ${fault}`;
    Deno.test(`${name} is found in its layer and named or described`, () => {
      const network = pipeline(
        input(width),
        fc(width),
        kind.make(width, fault),
      );
      const check = () => gradcheck(network, { seed: 3, batch: 4 });
      const report = check();
      assertEquals(report.verdict, "fail");
      assertEquals(report.culprits, [
        kind.name === "fc" ? "fc2" : `${kind.name}1`,
      ]);
      const { gradients, behaviors } = report.checks[1];
      const wrong = gradients.filter(({ wrong }) => wrong > 0);
      const names = wrong.flatMap(({ mistake }) => mistake ?? []);
      const others = [
        ...wrong.flatMap(({ pattern }) => pattern ?? []),
        ...behaviors.flatMap(({ detail }) => detail ?? []),
      ];
      const description = described.get(name);
      const said = description === undefined ? names : others;
      const pattern = description ?? named.get(name) ?? words;
      assertMatch(said.join("\n"), pattern);
      if (description !== undefined) assertEquals(names, []);
      const inChinese = spoken(zh, check).checks[1];
      assertChinese([
        ...inChinese.gradients.flatMap(({ mistake, pattern }) =>
          mistake ?? pattern ?? []
        ),
        ...inChinese.behaviors.flatMap(({ detail }) => detail ?? []),
      ]);
    });
  }
}

Deno.test("every mistake that is described is planted", () => {
  const planted = [...faultyKinds, ...faultyLosses].flatMap((kind) =>
    Object.keys(kind.faults).map((fault) => `${kind.name}: ${fault}`)
  );
  const expected = [...described.keys(), ...named.keys()];
  assertEquals(expected.filter((name) => !planted.includes(name)), []);
});

Deno.test("each common fault is named where words are known for it", () => {
  const unnamed = [];
  for (const fault of commonFaults) {
    const layer = fault.plant(fc(4, 4));
    const network = pipeline(input(4), layer, fc(3));
    const report = gradcheck(network, {
      batch: 4,
      strict: fault.strict,
    });
    assertEquals([fault.name, report.culprits], [fault.name, ["fc1"]]);
    const said = report.checks[0].gradients.map(({ mistake }) => mistake)
      .join();
    const details = report.checks[0].behaviors.map(({ detail }) => detail);
    if (fault.words !== undefined && !fault.words.test(said + details)) {
      unnamed.push(fault.name);
    }
    if (fault.behavior !== undefined) {
      const found = report.checks[0].behaviors.find(({ name }) =>
        name === fault.behavior
      );
      assertEquals([fault.name, found?.verdict], [fault.name, "fail"]);
    }
  }
  assertEquals(unnamed, []);
});

Deno.test("a kernel that is taken in reverse is named", () => {
  const flipped = withBackward(fc(6, 1), ({ gradients }, right) => {
    right();
    gradients.weight.reverse();
  });
  const { checks } = gradcheck(pipeline(flipped));
  assertEquals(
    checks[0].gradients[1].mistake,
    "it is reversed along axis 1: the kernel is flipped",
  );
});
