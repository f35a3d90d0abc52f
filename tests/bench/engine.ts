// How fast the engine is: matrix products, elementwise functions, layers and
// whole steps, by the kind of the kernels. Every number is a median of samples;
// each kind of kernels, each precision and each subject is measured in a process
// of its own, since V8 makes code slower that has seen several types of arrays,
// functions or layers; the processes take samples in turn.
import { contest, missingOf } from "./engine/contest.ts";
import { titleOf } from "./engine/topic.ts";
import { topics } from "./engine/topics.ts";
import { machineText } from "./machine.ts";
import { interruption, progress } from "./progress.ts";

const signal = interruption();
console.log(machineText());
progress.show("looking for kernels");
const missing = await missingOf(topics[0], signal);
progress.clear();
for (const [contender, reason] of missing) {
  console.log(`${titleOf(contender)}: not found: ${reason}`);
}
for (const precision of ["float32", "float64"] as const) {
  for (const topic of topics) {
    topic.print(await contest(topic, precision, missing, signal), precision);
  }
}
console.log(
  "\nMedians of 7 samples, of 3 where one takes over a quarter of a second, taken in turn by processes of one kind of kernels each.",
);
