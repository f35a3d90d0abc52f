// Separates the arms of a spiral, and draws how the network divides the plane.
//
//   deno run examples/spiral.ts
//   deno run --allow-write=. examples/spiral.ts --svg spiral.svg
//
// The second line writes the picture; `--svg -` prints it instead of the words.
import {
  adamw,
  cosineDecay,
  evaluate,
  format,
  nn,
  predictor,
  train,
} from "@nabla/nabla";
import { spiral } from "@nabla/nabla/data";
import { boundaryToSvg } from "@nabla/nabla/plots";

const epochs = Deno.args.includes("--short") ? 150 : 600;
const svg = Deno.args.includes("--svg")
  ? Deno.args[Deno.args.indexOf("--svg") + 1] ?? "spiral.svg"
  : undefined;
const say = svg === "-" ? () => {} : console.log;

const network =
  nn`fc(2,32) -> tanh -> fc(32) -> tanh -> fc(3) -> cross_entropy`;
const data = spiral({ examples: 450, noise: 0.15 });
const steps = epochs * Math.ceil(data.length / 32);

const { parameters, history } = await train(network, data, {
  epochs,
  optimizer: (parameters) =>
    adamw(parameters, {
      learningRate: cosineDecay(0.01, steps),
      weightDecay: 0.1,
    }),
});
for (const { epoch, loss, metrics } of history) {
  if (epoch % (epochs / 6) !== 0) continue;
  say(
    `epoch ${String(epoch).padStart(3)}: loss ${loss.toFixed(4)}, accuracy ${
      metrics.accuracy.toFixed(3)
    }`,
  );
}

const unseen = spiral({ examples: 3000, noise: 0.15, seed: 1 });
const { metrics } = await evaluate(network, unseen, { parameters });
say(
  `accuracy on 3000 points that it has not seen: ${
    metrics.accuracy.toFixed(3)
  }`,
);

if (svg !== undefined) {
  const picture = boundaryToSvg(predictor(network, { parameters }), data, {
    title: format(network),
    resolution: 240,
  });
  if (svg === "-") console.log(picture);
  else await write(svg, picture);
}

async function write(file: string, picture: string): Promise<void> {
  try {
    await Deno.writeTextFile(file, picture);
    say(`the picture: ${file}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    say(
      `no picture, as ${file} may not be written: allow it by --allow-write=.`,
    );
  }
}
