// Makes pairs.csv: two leaves each, measured in three ways, and whether they are of one
// tree.
//
//   deno run examples/data/make_pairs.ts > examples/data/pairs.csv
import { createRandom } from "@nabla/nabla";
import { formatCsv } from "@nabla/nabla/data";

const random = createRandom(3);
const trees = Array.from(
  { length: 6 },
  () => Array.from({ length: 3 }, () => 40 + 30 * random.uniform()),
);
const leafOf = (tree: number) =>
  trees[tree].map((mean) => (mean + 2 * random.normal()).toFixed(1));

const rows = Array.from({ length: 300 }, () => {
  const isOne = random.uniform() < 0.5;
  const first = random.integer(trees.length);
  const apart = 1 + random.integer(trees.length - 1);
  const second = isOne ? first : (first + apart) % trees.length;
  return [
    ...leafOf(first),
    ...leafOf(second),
    isOne ? "one tree" : "two trees",
  ];
});
const columns = ["a1", "a2", "a3", "b1", "b2", "b3", "from"];
console.log(formatCsv([columns, ...rows]).trimEnd());
