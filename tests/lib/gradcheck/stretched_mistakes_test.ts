// Arrays that are stretched over the outputs: which sums their gradients miss.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { defineLayer, type Layer } from "../../../define.ts";
import { createRandom, gradcheck } from "../../../mod.ts";
import { plantAll } from "../../../lib/self_test/planting.ts";
import {
  chainNetwork,
  gridChain,
} from "../../../lib/self_test/random_chain.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

/** Which outputs a wrong gradient takes, and times what. */
interface Slip {
  takes?(row: number, column: number): boolean;
  readonly factor?: number;
}

/** Rows of one number, which is added to `columns` numbers and squared: `y[r, c] = (x[r, 0] + c)²`. */
function spread(columns: number, { takes, factor = 1 }: Slip): Layer {
  return defineLayer({
    name: "spread",
    outputShape: ([rows]) => [rows, columns],
    bind: ({ batch, x, dx, y, dy }) => {
      const rows = x.length / batch;
      return {
        forward() {
          for (let j = 0; j < y.length; j++) {
            y[j] = (x[Math.floor(j / columns)] + j % columns) ** 2;
          }
        },
        backward() {
          dx.fill(0);
          for (let j = 0; j < y.length; j++) {
            const i = Math.floor(j / columns);
            if (takes && !takes(i % rows, j % columns)) continue;
            dx[i] += factor * 2 * (x[i] + j % columns) * dy[j];
          }
        },
      };
    },
  })();
}

/** What is said of its input's gradient. */
function wordsOf(columns: number, slip: Slip, seed = 0): string {
  const { checks, verdict } = gradcheck(spread(columns, slip), {
    inputs: [[4, 1]],
    seed,
  });
  assertEquals(verdict, "fail");
  return checks[0].gradients[0].mistake ?? "";
}

for (
  const [name, slip, words] of [
    [
      "the last place alone",
      { takes: (_row, column) => column === 4 },
      /^only the output's column 4 counts: it is not summed along axis 2, over which it is stretched$/,
    ],
    [
      "the first place alone",
      { takes: (_row, column) => column === 0 },
      /^only the output's column 0 counts: it is not summed along axis 2,/,
    ],
    [
      "a mean",
      { factor: 1 / 5 },
      /^it is divided by the size of the stretched axis 2 of the outputs once too often, 5/,
    ],
    [
      "another place",
      { takes: (_row, column) => column === 2 },
      /only the output's column 2 counts/,
    ],
    [
      "a row left out",
      { takes: (row) => row !== 1 },
      /place 1 of axis 1 is left at zero/,
    ],
  ] as readonly (readonly [string, Slip, RegExp])[]
) {
  Deno.test(`an input that is stretched over columns, of which its gradient takes ${name}`, () => {
    for (const seed of [0, 1, 2]) assertMatch(wordsOf(5, slip, seed), words);
    assertChinese([spoken(zh, () => wordsOf(5, slip))]);
  });
}

Deno.test("what is not stretched is not called so", () => {
  // Each number sees all: a mean over them is the layer's own.
  const mixing = defineLayer({
    name: "mixing",
    outputShape: ([rows]) => [rows, 3],
    bind: ({ batch, x, dx, y, dy }) => {
      const rows = x.length / batch;
      return {
        forward() {
          for (let j = 0; j < y.length; j++) {
            const row = Math.floor(j / 3);
            const first = row - row % rows;
            y[j] = x[row] * Math.sin(x[first] + j % 3);
          }
        },
        backward() {
          dx.fill(0);
          for (let j = 0; j < y.length; j++) {
            const row = Math.floor(j / 3);
            const first = row - row % rows;
            const inner = x[first] + j % 3;
            dx[row] += dy[j] * Math.sin(inner) / 3;
            dx[first] += dy[j] * x[row] * Math.cos(inner) / 3;
          }
        },
      };
    },
  });
  const { checks } = gradcheck(mixing(), { inputs: [[4, 1]] });
  const { mistake = "" } = checks[0].gradients[0];
  assertMatch(mistake, /1\/3 of what it should be/);
  assert(!mistake.includes("stretched"), mistake);
});

Deno.test("right grids with stretched arrays pass, and each planted slip of their sums is found and named", () => {
  for (let n = 0; n < 4; n++) {
    const chain = gridChain(createRandom(9).fork(`${n}`));
    const { batch } = chain;
    const options = { seed: n, batch };
    const right = gradcheck(chainNetwork(chain), options);
    assertEquals(right.verdict, "pass");
    for (const planted of plantAll(chain, { seed: n })) {
      const { name, isPlaced, label, words } = planted;
      assert(isPlaced, name);
      assert(label !== "wrong", `${name}: ${words}`);
      if (!/^stretched: (row|column): /.test(name)) continue;
      assertEquals(label, "right", `${name}: ${words}`);
    }
  }
});

Deno.test("a batch as long as the stretched axis is named as well", () => {
  const { checks } = gradcheck(spread(3, { factor: 1 / 3 }), {
    inputs: [[2, 1]],
    batch: 3,
  });
  const { mistake = "" } = checks[0].gradients[0];
  assertMatch(mistake, /the stretched axis 2 of the outputs once too often, 3/);
  assertMatch(mistake, /the size of the batch once too often, 3/);
});

Deno.test("planted faults are judged alike, whatever language is in force", () => {
  const chain = gridChain(createRandom(9).fork("0"));
  const labels = () =>
    [...plantAll(chain, { seed: 0 })].map(({ label }) => label);
  assertEquals(spoken(zh, labels), labels());
});
