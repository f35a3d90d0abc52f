// Reads digits: a convolution learns from 2,000 small noisy images, and is tried on
// others.
//
//   deno run examples/digits.ts
import { adam, evaluate, nn, predict, train } from "@nabla/nabla";
import { digits } from "@nabla/nabla/data";

const epochs = Deno.args.includes("--short") ? 5 : 10;

const network = nn`
  input(16,12,1)
    -> conv(3,4,pad=same) -> relu -> maxpool(2)
    -> conv(3,8,pad=same) -> relu -> maxpool(2)
    -> flatten -> fc(10) -> cross_entropy
`;
console.log(`${network.parameterCount} parameters`);

const { parameters } = await train(network, digits({ examples: 2000 }), {
  epochs,
  optimizer: (parameters) => adam(parameters, { learningRate: 0.005 }),
  onProgress({ record }) {
    if (record === undefined) return;
    const { epoch, loss, metrics } = record;
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${
        metrics.accuracy.toFixed(3)
      }`,
    );
  },
});

const unseen = digits({ examples: 1000, seed: 1 });
const { metrics } = await evaluate(network, unseen, { parameters });
console.log(`accuracy on 1000 unseen digits: ${metrics.accuracy.toFixed(3)}\n`);

// Some of them as the network sees them, two pixels in a character.
const shown = [3, 11, 24, 31, 45, 59];
const [height, width] = unseen.inputShape;
const shades = " ░▒▓█";
const images = shown.map((i) =>
  unseen.memory.x.subarray(i * height * width, (i + 1) * height * width)
);
for (let row = 0; row < height; row += 2) {
  console.log(images.map((image) => lineOf(image, row)).join(" "));
}
const scores = images.map((image) => predict(network, image, { parameters }));
const answers = scores.map((y) => `${y.indexOf(Math.max(...y))}`);
console.log(answers.map((answer) => answer.padStart(7).padEnd(12)).join(" "));

function lineOf(image: ArrayLike<number>, row: number): string {
  return Array.from({ length: width }, (_, column) => {
    const at = row * width + column;
    const grey = (image[at] + image[at + width]) / 2;
    return shades[Math.round(4 * grey)];
  }).join("");
}
