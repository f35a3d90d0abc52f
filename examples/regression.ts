// Regression: first a line, whose slope and intercept the network learns, then a
// curve, which needs a hidden layer.
//
//   deno run examples/regression.ts
import {
  adam,
  cosineDecay,
  createRandom,
  evaluate,
  nn,
  predict,
  train,
} from "@nabla/nabla";
import { examplesOf, regressionLine, splitExamples } from "@nabla/nabla/data";

const epochs = Deno.args.includes("--short") ? 60 : 400;

// y = 2x + 1 and noise.
const line = nn`fc(1,1) -> mse`;
const points = regressionLine({ examples: 200, slope: 2, intercept: 1 });
const fitted = await train(line, points, {
  epochs: 60,
  optimizer: (parameters) => adam(parameters, { learningRate: 0.05 }),
});
const [slope] = fitted.parameters.get("fc1.weight").value;
const [intercept] = fitted.parameters.get("fc1.bias").value;
console.log("y = 2x + 1 with noise 0.2");
console.log(`found     y = ${slope.toFixed(3)}x + ${intercept.toFixed(3)}`);
console.log(
  `loss      ${fitted.history.at(-1)?.loss.toFixed(4)}, noise² is 0.04`,
);

// y = sin(πx) + x/2 and noise.
const noise = 0.1;
const truth = (x: number) => Math.sin(Math.PI * x) + x / 2;
const random = createRandom(1);
const x = Array.from({ length: 400 }, () => 2 * random.uniform() - 1);
const target = x.map((x) => truth(x) + noise * random.normal());
const shape = { inputShape: [1], targetShape: [1] };
const [data, unseen] = splitExamples(examplesOf(x, { target, ...shape }), 0.25);

const curve = nn`fc(1,16) -> tanh -> fc(16) -> tanh -> fc(1) -> mse`;
const { parameters } = await train(curve, data, {
  epochs,
  optimizer: (parameters) =>
    adam(parameters, { learningRate: cosineDecay(0.01, 10 * epochs) }),
});
const { loss, metrics } = await evaluate(curve, unseen, { parameters });
console.log(`\ny = sin(πx) + x/2 with noise ${noise}`);
console.log(`loss      ${loss.toFixed(4)} on ${unseen.length} unseen points`);
console.log(`R²        ${metrics.r2.toFixed(4)}`);

console.log("\n    x    true  predicted");
const grid = Array.from({ length: 9 }, (_, i) => (i - 4) / 4);
const y = predict(curve, grid, { parameters });
for (const [i, x] of grid.entries()) {
  const [at, real, found] = [x, truth(x), y[i]].map((n) => n.toFixed(2));
  console.log(`${at.padStart(5)}  ${real.padStart(6)}  ${found.padStart(9)}`);
}
