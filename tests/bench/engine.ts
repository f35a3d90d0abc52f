// How fast the engine is: matrix products, elementwise functions, layers and
// whole steps, by the kind of the kernels. Every number is a median of samples;
// each kind of kernels, each precision and each subject is measured in a process
// of its own, since V8 makes code slower that has seen several types of arrays,
// functions or layers; the processes take samples in turn. `--chart FILE` measures
// steps in single precision alone, beside PyTorch, and draws them.
import { charted, stepsToSvg } from "./engine/chart.ts";
import { contest, missingOf } from "./engine/contest.ts";
import { titleOf } from "./engine/topic.ts";
import { topics } from "./engine/topics.ts";
import { machineText } from "./machine.ts";
import { interruption, progress } from "./progress.ts";

const [option, file, ...others] = Deno.args;
if (option !== undefined && (option !== "--chart" || !file || others[0])) {
  console.error("There is one option: --chart FILE, which writes an SVG");
  Deno.exit(2);
}
const signal = interruption();
console.log(machineText());
progress.show("looking for kernels");
const measured = file === undefined ? topics : [charted];
const missing = await missingOf(measured[0], signal);
progress.clear();
for (const [contender, reason] of missing) {
  console.log(`${titleOf(contender)}: not found: ${reason}`);
}
for (const precision of ["float32", "float64"] as const) {
  for (const topic of measured) {
    const times = await contest(topic, precision, missing, signal);
    topic.print(times, precision);
    if (file === undefined) continue;
    await Deno.writeTextFile(file, stepsToSvg(times));
  }
  if (file !== undefined) break;
}
console.log(
  "\nMedians of 7 samples, of 3 where one takes over a quarter of a second, taken in turn by processes of one kind of kernels each.",
);
