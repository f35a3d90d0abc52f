// Makes flowers.csv: measurements of invented flowers, two clouds of points side by
// side.
//
//   deno run examples/data/make_flowers.ts > examples/data/flowers.csv
import { blobs } from "@nabla/nabla/data";
import { formatCsv } from "@nabla/nabla/data";

const kinds = ["bluebell", "corn poppy", 'rose "Alba"'];
const length = 150;
const options = { examples: length, classes: kinds.length, box: 1, noise: 0.3 };
const [green, bloom] = [8, 5].map((seed) =>
  blobs({ ...options, seed, middles: seed }).memory
);

const rows = Array.from({ length }, (_, i) => {
  const [stem, leaf] = green.x.subarray(2 * i);
  const [petal, bud] = bloom.x.subarray(2 * i);
  return [
    (30 + 10 * stem).toFixed(1),
    (42 + 9 * leaf).toFixed(1),
    (18 + 5 * petal).toFixed(1),
    (9 + 2 * bud).toFixed(2),
    kinds[green.target[i]],
  ];
});
const columns = ["stem, cm", "leaf, mm", "petal, mm", "bud, mm", "kind"];
console.log(formatCsv([columns, ...rows]).trimEnd());
