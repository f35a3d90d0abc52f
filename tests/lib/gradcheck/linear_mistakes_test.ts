// Linear layers whose way back has another matrix: the sentence that names it, word for word.
import { assertEquals } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { gradcheck } from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

/** What output `j` takes of input `i`, both with their places along each axis. */
type Matrix = (j: readonly number[], i: readonly number[]) => number;

/** The places of an array's numbers. */
function placesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) =>
      all.flatMap((index) =>
        Array.from({ length: size }, (_, place) => [...index, place])
      ),
    [[]],
  );
}

/** What is said of a layer that multiplies by one matrix forward and by another back. */
function saidOf(
  input: readonly number[],
  output: readonly number[],
  forward: Matrix,
  back: Matrix,
): readonly string[] {
  const [from, to] = [placesOf(input), placesOf(output)];
  const layer = defineLayer({
    name: "linear",
    outputShape: () => [...output],
    bind({ x, dx, y, dy, batch }) {
      const visit = (
        of: Matrix,
        add: (j: number, i: number, by: number) => void,
      ) => {
        for (let n = 0; n < batch; n++) {
          for (const [j, out] of to.entries()) {
            for (const [i, own] of from.entries()) {
              add(n * to.length + j, n * from.length + i, of(out, own));
            }
          }
        }
      };
      return {
        forward() {
          y.fill(0);
          visit(forward, (j, i, by) => y[j] += by * x[i]);
        },
        backward() {
          dx.fill(0);
          visit(back, (j, i, by) => dx[i] += by * dy[j]);
        },
      };
    },
  })();
  const { checks } = gradcheck(layer, { inputs: [input], batch: 2, seed: 1 });
  return checks[0].gradients.filter(({ wrong }) => wrong > 0)
    .map(({ mistake }) => mistake ?? "nothing");
}

const kernel = (t: number) => [1, 2, -1.5][t] ?? 0;
const slide = (stride: number, by = 0): Matrix => ([j], [i]) =>
  kernel(i - stride * j + by);
/** A sum of all that came before, forgetting at a rate. */
const memory = (rate: number): Matrix => ([j], [i]) =>
  j < i ? 0 : rate ** (j - i);
/** The same of what comes before and after. */
const both: Matrix = ([j], [i]) => 0.5 ** Math.abs(j - i);
const mixed: Matrix = ([j], [i]) => Math.sin(1 + 3 * j + 7 * i);
const only =
  (matrix: Matrix, counts: (j: number, i: number) => boolean): Matrix =>
  (j, i) => counts(j[0], i[0]) ? matrix(j, i) : 0;
const square: Matrix = ([a, b], [c, d]) =>
  kernel(c - a) * ([1, -0.3, 0.6][d - b] ?? 0);
/** The same along the first of two axes, in each column for itself. */
const inColumns = (matrix: Matrix): Matrix => ([j, q], [i, p]) =>
  p === q ? matrix([j], [i]) : 0;

const cases: readonly (readonly [
  words: string,
  input: readonly number[],
  output: readonly number[],
  forward: Matrix,
  back: Matrix,
])[] = [
  [
    "the kernel is flipped along axis 1",
    [8],
    [6],
    slide(1),
    ([j], [i]) => kernel(2 - (i - j)),
  ],
  [
    "it is moved by 1 place along axis 1: an index is off",
    [8],
    [6],
    slide(1),
    slide(1, 1),
  ],
  [
    "it is moved by 1 place along axis 1: an index is off",
    [8],
    [6],
    slide(1),
    slide(1, -1),
  ],
  [
    "it looks the other way along axis 1: at later places for earlier ones, or the reverse",
    [8],
    [6],
    slide(1),
    ([j], [i]) => kernel(j - i),
  ],
  ["the stride of 2 along axis 1 is forgotten", [9], [4], slide(2), slide(1)],
  [
    "what comes from outputs at 1 place earlier along axis 1 is missing: one offset of the window",
    [8],
    [6],
    slide(1),
    only(slide(1), (j, i) => i - j !== 1),
  ],
  [
    "what comes from outputs at the same place along axis 1 is missing: one offset of the window",
    [8],
    [6],
    slide(1),
    only(slide(1), (j, i) => i - j !== 0),
  ],
  [
    "what comes from outputs at 2 places earlier along axis 1 counts 2 times",
    [8],
    [6],
    slide(1),
    ([j], [i]) => kernel(i - j) * (i - j === 2 ? 2 : 1),
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [6],
    [6],
    memory(0.5),
    only(memory(0.5), (j, i) => j === i),
  ],
  [
    "nothing comes back from places 2 or more later along axis 1: the flow through the state is cut short",
    [6],
    [6],
    memory(0.5),
    only(memory(0.5), (j, i) => j - i < 2),
  ],
  [
    "nothing comes back from places 3 or more later along axis 1: the flow through the state is cut short",
    [6],
    [6],
    memory(0.5),
    only(memory(0.5), (j, i) => j - i < 3),
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [6],
    [6],
    ([j], [i]) => memory(0.5)([i], [j]),
    ([j], [i]) => j === i ? 1 : 0,
  ],
  [
    "for each place that it comes back along axis 1 it is half of what it should be",
    [4, 3],
    [4, 3],
    inColumns(memory(0.5)),
    inColumns(memory(0.25)),
  ],
  [
    "for each place that it comes back along axis 1 it is 0.74 times what it should be",
    [4, 3],
    [4, 3],
    inColumns(memory(0.5)),
    inColumns(memory(0.37)),
  ],
  [
    "what comes from outputs at 1 place later along axis 1 counts -1 times; what comes from outputs at 3 places later along axis 1 counts -1 times",
    [4, 3],
    [4, 3],
    inColumns(memory(0.5)),
    inColumns(memory(-0.5)),
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [4, 3],
    [4, 3],
    inColumns(memory(0.5)),
    inColumns(memory(0)),
  ],
  [
    "what comes from outputs at 3 places later along axis 1 is missing: one offset of the window",
    [4, 3],
    [4, 3],
    inColumns(memory(0.5)),
    inColumns(only(memory(0.5), (j, i) => j - i < 3)),
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [4, 3],
    [4, 3],
    inColumns(([j], [i]) => memory(0.5)([i], [j])),
    inColumns(([j], [i]) => j === i ? 1 : 0),
  ],
  [
    "nothing comes back from earlier places along axis 1",
    [4, 3],
    [4, 3],
    inColumns(both),
    inColumns(only(both, (j, i) => j >= i)),
  ],
  [
    "nothing comes back from later places along axis 1: the flow through the state is missing",
    [4, 3],
    [4, 3],
    inColumns(both),
    inColumns(only(both, (j, i) => j <= i)),
  ],
  [
    "nothing comes back from places 2 or more earlier along axis 1",
    [4, 3],
    [4, 3],
    inColumns(([j], [i]) => memory(0.5)([i], [j])),
    inColumns(([j], [i]) => j >= i - 1 ? memory(0.5)([i], [j]) : 0),
  ],
  [
    "what comes from outputs at 2 places earlier along axis 1 counts 0.5 times; what comes from outputs at 1 place earlier along axis 1 is missing",
    [5, 3],
    [5, 3],
    inColumns(([j], [i]) => kernel(i - j)),
    inColumns(([j], [i]) =>
      i - j === 1 ? 0 : i - j === 2 ? 0.5 * kernel(2) : kernel(i - j)
    ),
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [5, 3],
    [5, 3],
    inColumns(([j], [i]) => kernel(i - j + 1)),
    inColumns(([j], [i]) => i === j ? 2 : 0),
  ],
  [
    "every second place from column 1 are left at zero: only a part is written",
    [8],
    [4],
    slide(2),
    only(slide(2), (j, i) => i - 2 * j !== 1),
  ],
  [
    "the output's every second place from column 1 are left out: what comes from there is missing",
    [4],
    [9],
    ([j], [i]) => kernel(j - 2 * i),
    ([j], [i]) => j - 2 * i === 1 ? 0 : kernel(j - 2 * i),
  ],
  [
    "away from the border the kernel is flipped along axis 1; the border is wrong in another way",
    [12],
    [12],
    ([j], [i]) => kernel(i - j + 1),
    ([j], [i]) => i === 0 ? 5 : kernel(1 - (i - j)),
  ],
  [
    "it is transposed: rows and columns are swapped",
    [3, 3],
    [3],
    ([j], [a]) => j === a ? 1 : 0,
    ([j], [_, b]) => j === b ? 1 : 0,
  ],
  [
    "it is multiplied by the size of the input's last axis, 4",
    [3, 4],
    [3],
    ([j], [a]) => j === a ? 0.25 : 0,
    ([j], [a]) => j === a ? 1 : 0,
  ],
  [
    "each output is treated as if it depended on its own input alone: the terms of the others are missing",
    [5],
    [5],
    mixed,
    only(mixed, (j, i) => i === j),
  ],
  [
    "each output's dependence on its own input is missing: only the terms of the others are there",
    [5],
    [5],
    mixed,
    only(mixed, (j, i) => i !== j),
  ],
  [
    "the product runs the wrong way round, as in forward: a matrix is not transposed, or a sum runs from the wrong end",
    [5],
    [5],
    mixed,
    ([j], [i]) => mixed([i], [j]),
  ],
  [
    "only the output's column 3 counts: what comes from the others is missing",
    [5],
    [4],
    mixed,
    only(mixed, (j) => j === 3),
  ],
  [
    "only the output's column 0 counts: what comes from the others is missing",
    [5],
    [4],
    mixed,
    only(mixed, (j) => j === 0),
  ],
  [
    "of the outputs that depend on a number only the last counts: is the gradient assigned instead of added?",
    [8],
    [6],
    slide(1),
    only(slide(1), (j, i) => j === Math.min(i, 5)),
  ],
  [
    "of the outputs that depend on a number only the first counts: the others are not added",
    [8],
    [6],
    slide(1),
    only(slide(1), (j, i) => j === Math.max(i - 2, 0)),
  ],
  [
    "each number has the mean over its uses instead of the sum",
    [8],
    [6],
    slide(1),
    ([j], [i]) => kernel(i - j) / (Math.min(i, 5) - Math.max(i - 2, 0) + 1),
  ],
  [
    "it is in another order along axis 1: 2 groups of 3 taken as 3 groups of 2",
    [6],
    [3],
    ([j], [i]) => i % 3 === j ? 2 : 0,
    ([j], [i]) => i >> 1 === j ? 2 : 0,
  ],
  [
    "the gradient from above is taken moved by 1 place along axis 1",
    [6],
    [6],
    ([j], [i]) => i === j ? 1 + i : 0,
    ([j], [i]) => j === i + 1 ? 1 + i : 0,
  ],
  [
    "the gradient from above is taken moved by 2 places along axis 1",
    [6],
    [6],
    ([j], [i]) => i === j ? 1 + i : 0,
    ([j], [i]) => j === i - 2 ? 1 + i : 0,
  ],
  [
    "the second half, columns 3 to 5 are left at zero: only a part is written",
    [6],
    [6],
    mixed,
    only(mixed, (_, i) => i < 3),
  ],
  [
    "column 5 is left at zero: does a loop begin one too late or end one too early?",
    [6],
    [6],
    mixed,
    only(mixed, (_, i) => i < 5),
  ],
  ["column 2 is left at zero", [6], [6], mixed, only(mixed, (_, i) => i !== 2)],
  [
    "the sign is flipped: it is the numeric one times -1",
    [6],
    [6],
    mixed,
    (j, i) => -mixed(j, i),
  ],
  [
    "it is half of what it should be, as without the factor 2 of a square, or divided by the size of the batch once too often, 2",
    [6],
    [6],
    mixed,
    (j, i) => mixed(j, i) / 2,
  ],
  [
    "it is divided by the size of the inputs of an example once too often, 6, or divided by the size of the input's last axis once too often, 6",
    [6],
    [4],
    mixed,
    (j, i) => mixed(j, i) / 6,
  ],
  [
    "it is multiplied by the size of the outputs of an example, 4, or multiplied by the size of the output's last axis, 4",
    [6],
    [4],
    mixed,
    (j, i) => mixed(j, i) * 4,
  ],
  [
    "the sign is flipped, and it is multiplied by the size of all outputs, 8",
    [6],
    [4],
    mixed,
    (j, i) => mixed(j, i) * -8,
  ],
  [
    "it is √3 times what it should be",
    [6],
    [4],
    mixed,
    (j, i) => mixed(j, i) * Math.sqrt(3),
  ],
  [
    "the gradient from above is not added: the skip path is missing",
    [6],
    [6],
    (j, i) => mixed(j, i) + (j[0] === i[0] ? 1 : 0),
    mixed,
  ],
  [
    "the gradient from above is added once too often: the skip path is counted twice, or there is none",
    [6],
    [6],
    mixed,
    (j, i) => mixed(j, i) + (j[0] === i[0] ? 1 : 0),
  ],
  [
    "it is the gradient from above itself, as if the layer passed its input on: the rest of the derivative is missing",
    [6],
    [6],
    mixed,
    ([j], [i]) => j === i ? 1 : 0,
  ],
  [
    "it is reversed along axis 1: the kernel is flipped",
    [6],
    [6],
    mixed,
    (j, [i]) => mixed(j, [5 - i]),
  ],
  [
    "it is with its halves swapped along axis 1",
    [6],
    [6],
    mixed,
    (j, [i]) => mixed(j, [(i + 3) % 6]),
  ],
  [
    "it is moved by 1 place along axis 1: an index is off",
    [6],
    [6],
    mixed,
    (j, [i]) => i < 5 ? mixed(j, [i + 1]) : 0,
  ],
  [
    "columns 1 and 4 are swapped",
    [6],
    [6],
    mixed,
    (j, [i]) => mixed(j, [[0, 4, 2, 3, 1, 5][i]]),
  ],
  [
    "what belongs to column 4 is added to column 1",
    [6],
    [6],
    mixed,
    (j, [i]) =>
      i === 1 ? mixed(j, [1]) + mixed(j, [4]) : i === 4 ? 0 : mixed(j, [i]),
  ],
  [
    "it is moved by one place along axis 1: column 0 has what belongs to column 1, and so on: an index is off by one",
    [6],
    [6],
    mixed,
    (j, [i]) => i < 5 ? mixed(j, [i + 1]) : 3 * mixed(j, [5]),
  ],
  [
    "column 0 has what belongs to column 3; column 1 has what belongs to column 5; column 2 has what belongs to column 0; column 3 has what belongs to column 2",
    [6],
    [6],
    mixed,
    (j, [i]) => mixed(j, [[3, 5, 0, 2, 4, 1][i]]),
  ],
  [
    "in column 0 it is 11/10 times what it should be; in column 1 it is 23/10 times what it should be; in column 2 it is 7/10 of what it should be; in column 3 it is 19/10 times what it should be",
    [4],
    [6],
    mixed,
    (j, i) => mixed(j, i) * [1.1, 2.3, 0.7, 1.9][i[0]],
  ],
  [
    "in column 1 it is twice what it should be; in column 3 it is 3 times what it should be",
    [4],
    [6],
    mixed,
    (j, i) => mixed(j, i) * [1, 2, 1, 3][i[0]],
  ],
  [
    "the kernel is flipped along axis 1 and 2",
    [5, 5],
    [3, 3],
    square,
    (j, i) => square(j, [2 * j[0] + 2 - i[0], 2 * j[1] + 2 - i[1]]),
  ],
  [
    "the kernel is transposed: its rows and columns are swapped",
    [5, 5],
    [3, 3],
    square,
    ([a, b], [c, d]) => square([0, 0], [d - b, c - a]),
  ],
  [
    "the kernel is flipped along axis 2",
    [5, 5],
    [3, 3],
    square,
    (j, i) => square(j, [i[0], 2 * j[1] + 2 - i[1]]),
  ],
  [
    "it is moved by 1 place along axis 1: an index is off",
    [5, 5],
    [3, 3],
    square,
    (j, i) => square(j, [i[0] + 1, i[1]]),
  ],
  [
    "it is transposed: written as 4×3 instead of 3×4",
    [3, 4],
    [5],
    ([j], [a, b]) => Math.sin(j + 2 * a + 7 * b),
    ([j], [a, b]) => {
      const n = a * 4 + b;
      return Math.sin(j + 2 * (n % 3) + 7 * Math.floor(n / 3));
    },
  ],
];
for (const [words, input, output, forward, back] of cases) {
  Deno.test(`${input} to ${output}: ${words}`, () => {
    const named = () => saidOf(input, output, forward, back);
    assertEquals(named(), [words]);
    assertChinese(spoken(zh, named));
  });
}
