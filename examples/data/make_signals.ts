// Makes signals.csv: pictures of a railway signal, 4 by 4 grey pixels, with speed,
// distance and rain beside them, and what a driver does. The arm of a signal that says
// halt lies level, that of one that says go stands.
//
//   deno run examples/data/make_signals.ts > examples/data/signals.csv
import { createRandom } from "@nabla/nabla";
import { formatCsv } from "@nabla/nabla/data";

const random = createRandom(1);
const between = (from: number, to: number) => from + random.integer(to - from);

const rows = Array.from({ length: 240 }, () => {
  const isHalt = random.uniform() < 0.6;
  const arm = between(0, 4);
  const pixels = Array.from({ length: 16 }, (_, i) => {
    const isArm = arm === (isHalt ? Math.floor(i / 4) : i % 4);
    return (isArm ? 6 : 0) + between(0, 4);
  });
  const speed = between(20, 100);
  const distance = between(50, 900);
  const rain = between(0, 2);
  // Twice the way to stand still, more where it is wet.
  const isNear = distance < speed ** 2 / (rain === 1 ? 10 : 15);
  const does = !isHalt ? "go on" : isNear ? "brake" : "roll";
  return [...pixels, speed, distance, rain, does];
});
const columns = [
  ...Array.from({ length: 16 }, (_, i) => `px${i}`),
  "speed",
  "distance",
  "rain",
  "does",
];
console.log(formatCsv([columns, ...rows]).trimEnd());
