import { assert, assertEquals } from "@std/assert";
import type { Layer } from "../../../define.ts";
import { withBackward } from "../../../lib/self_test/faults.ts";
import { fc, gradcheck, pipeline } from "../../../mod.ts";

/** A layer with some numbers of one gradient made wrong. */
function withFaults(
  layer: Layer,
  entries: readonly number[],
  factor: number,
): Layer {
  return withBackward(layer, ({ gradients: { weight } }, right) => {
    right();
    // Far from 0, so that the fault is one of 1e-4 of a typical number.
    for (const i of entries) weight[i] *= factor;
  });
}

const side = 1000;
const million: readonly (readonly [string, number[]])[] = [
  ["one weight", [271_828]],
  ["the first weight", [0]],
  ["the last weight", [side * side - 1]],
  ["ten weights", [
    3,
    99_999,
    141_421,
    200_000,
    200_001,
    314_159,
    577_215,
    693_147,
    888_888,
    999_998,
  ]],
];
for (const [what, entries] of million) {
  Deno.test(`search finds ${what} wrong among a million, and names no other`, () => {
    const network = pipeline(withFaults(fc(side, side), entries, 1.5));
    const report = gradcheck(network, { batch: 1, only: ["fc1"] });
    const weight = report.checks[0].gradients.find(({ path }) =>
      path === "fc1.weight"
    );
    assertEquals(report.checks[0].mode, "search");
    const found = (weight?.found ?? []).map(({ index: [row, column] }) =>
      row * side + column
    );
    assertEquals(found.toSorted((a, b) => a - b), entries);
    assertEquals(report.totals.wrong, entries.length);
    const { forward, partial } = report.evaluations;
    const passes = forward + partial;
    assert(passes < 200 * entries.length, `${passes} forwards`);
  });
}
