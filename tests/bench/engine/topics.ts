import { elementwise } from "./elementwise.ts";
import { layers } from "./layers.ts";
import { optimizersWith } from "./optimizers.ts";
import { pointwiseLayers } from "./pointwise_layers.ts";
import { products } from "./products.ts";
import { sizedLayers } from "./sized_layers.ts";
import { steps } from "./steps.ts";
import type { Topic } from "./topic.ts";

/** The topics of the engine's benchmark, in the order of their tables. */
export const topics: readonly Topic[] = [products, elementwise, layers, steps];

const all = [...topics, sizedLayers, pointwiseLayers, optimizersWith([])];

/** The topic with this name. */
export function topicOf(name: string): Topic {
  const found = all.find((topic) => topic.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `Cannot measure a topic as its name must be one of ${
      all.map(({ name }) => name).join(", ")
    }: current value is ${JSON.stringify(name)}`,
  );
}
