// How fast activations, losses, convolution, pooling, normalization, attention and
// recurrent layers are, forward and backward, and the steps of optimizers, by the kind
// of the kernels and in PyTorch. Every number is a median of samples; each kind and each layer is
// measured in a process of its own (all activations share one, all losses and all optimizers),
// and those of a layer take samples in turn. Words choose the layers whose text
// they are part of: `deno task bench:layers conv pool`, or `activations`, `losses`,
// `optimizers`.
import { contest, missingOf } from "./engine/contest.ts";
import { optimizersWith } from "./engine/optimizers.ts";
import { pointwiseLayersWith } from "./engine/pointwise_layers.ts";
import { sizedLayersWith } from "./engine/sized_layers.ts";
import { titleOf } from "./engine/topic.ts";
import { machineText } from "./machine.ts";
import { interruption, progress } from "./progress.ts";

const topics = [pointwiseLayersWith, optimizersWith, sizedLayersWith].map((
  of,
) => of(Deno.args))
  .filter(({ subjects }) => subjects.length > 0);
if (topics.length === 0) {
  console.error(`There is no layer with ${Deno.args.join(" or ")} in its text`);
  Deno.exit(2);
}
const signal = interruption();
console.log(machineText());
for (const topic of topics) {
  progress.show("looking for kernels and PyTorch");
  const missing = await missingOf(topic, signal);
  progress.clear();
  for (const [contender, reason] of missing) {
    console.log(`${titleOf(contender)}: not found: ${reason}`);
  }
  topic.print(await contest(topic, "float32", missing, signal), "float32");
}
console.log(
  "\nMedians of 7 samples, of 3 where one takes over a quarter of a second, taken in turn. Operations are those of matrix products, backward twice as many as forward; scores that attention hides count too. Numbers are those of the input.",
);
