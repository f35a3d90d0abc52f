// Two layers of your own, the second with a wrong derivative, and what the checker
// says about them: deno run examples/custom_layer.ts
import { gradcheck, nn, renderReport } from "@nabla/nabla";
import { defineLayer } from "@nabla/nabla/define";

// swish(x) = x·σ(x), Ramachandran, Zoph and Le, 2017.
const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const f = (x: number) => x * sigma(x);

const swish = defineLayer({
  name: "swish",
  f,
  df: (x, y) => y + sigma(x) * (1 - y),
});

// This forgets the product rule: only one factor is differentiated.
const hasty_swish = defineLayer({
  name: "hasty_swish",
  f,
  df: (x) => sigma(x),
});

for (const layer of [swish, hasty_swish]) {
  const text = `fc(2,3) -> ${layer.definition.name} -> fc(1)`;
  console.log(`${text}\n`);
  console.log(renderReport(gradcheck(nn(text, { layers: [layer] }))), "\n");
}
