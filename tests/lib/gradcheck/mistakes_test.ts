import { assert, assertEquals } from "@std/assert";
import { commonFaults } from "../../../lib/self_test/faults.ts";
import { faultyKinds } from "../../../lib/self_test/faulty/faulty_layers.ts";
import { faultyLosses } from "../../../lib/self_test/faulty/losses.ts";
import { fc, gradcheck, input, type Layer, pipeline } from "../../../mod.ts";

const width = 6;

/** Mistakes with no words of their own: a pattern is printed instead. */
const nameless = [
  "concat: first half alone",
  "conv: kernel flipped in dx",
  "conv: last window dropped",
  "dropout: with a fresh mask",
  "gelu: the other form's derivative",
  "layernorm: n - 1",
  "relu: masked by dy",
];

for (const kind of [...faultyKinds, ...faultyLosses]) {
  if (!kind.takes(width)) continue;
  for (const [fault, words] of Object.entries(kind.faults)) {
    const name = `${kind.name}: ${fault}`;
    Deno.test(`${name} is found in its layer and named or described`, () => {
      const network = pipeline(
        input(width),
        fc(width),
        kind.make(width, fault),
      );
      const report = gradcheck(network, { seed: 3, batch: 4 });
      assertEquals(report.verdict, "fail");
      assertEquals(report.culprits, [
        kind.name === "fc" ? "fc2" : `${kind.name}1`,
      ]);
      const gradients = report.checks[1].gradients.filter(({ wrong }) =>
        wrong > 0
      );
      const said = gradients.map(({ mistake }) => mistake ?? "").join("; ");
      if (nameless.includes(name) || words.source === ".") return;
      assert(words.test(said), `said: ${said}; expected: ${words}`);
    });
  }
}

Deno.test("each common fault is named where words are known for it", () => {
  const unnamed = [];
  for (const fault of commonFaults) {
    const layer = fault.plant(fc(4, 4));
    const network = pipeline(input(4), layer, fc(3));
    const report = gradcheck(network, {
      batch: 4,
      ...fault.strict ? { strict: true } : {},
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
  const right = fc(6, 1);
  const flipped: Layer = {
    ...right,
    bind(site) {
      const pass = right.bind(site);
      return {
        ...pass,
        backward() {
          pass.backward();
          site.gradients.weight.reverse();
        },
      };
    },
  };
  const { checks } = gradcheck(pipeline(flipped));
  assertEquals(
    checks[0].gradients[1].mistake,
    "it is reversed along axis 1: the kernel is flipped",
  );
});
