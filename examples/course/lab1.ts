// The course's first lab: a model, data, a loss, and learning by gradient
// descent. The first step is worked out in full, w − η·∂L/∂w for each number, and
// is what the optimizer does.
//
//   deno run examples/course/lab1.ts
import { nn, sgd } from "@nabla/nabla";

const steps = Deno.args.includes("--short") ? 100 : 10_000;

// The model: one neuron with two inputs. Its loss: the mean of (y − t)².
const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ batch: 4, seed: 1 });

// The data: the logical or, all four cases of it.
net.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
net.target.set([0, 1, 1, 1]);

// The gradient of the loss, by each number of the model.
net.forward();
net.backward();
const before = numbers();

// Learning: every number goes a little way down its slope.
const learningRate = 2;
const optimizer = sgd(net.parameters, { learningRate });
optimizer.step();
const moved = numbers();

console.log("the first step       w − η · ∂L/∂w");
for (const [i, { name, value, gradient }] of before.entries()) {
  const byHand = value - learningRate * gradient;
  console.log(
    `${name.padEnd(14)}${fixed(value)} − ${learningRate} · ${
      fixed(gradient)
    } = ${fixed(byHand)}  optimizer: ${fixed(moved[i].value)}`,
  );
}

console.log("\nstep       loss");
console.log(`${"0".padStart(5)}  ${fixed(net.loss)}`);
for (let step = 1; step <= steps; step++) {
  net.forward();
  if (Math.log10(step) % 1 === 0) {
    console.log(`${String(step).padStart(5)}  ${fixed(net.loss)}`);
  }
  net.backward();
  optimizer.step();
}

console.log("\n                 before      after");
for (const [i, { name, value }] of numbers().entries()) {
  console.log(`${name.padEnd(14)}${fixed(before[i].value)}  ${fixed(value)}`);
}

net.forward();
console.log();
for (let i = 0; i < 4; i++) {
  const [a, b] = net.x.slice(2 * i, 2 * i + 2);
  console.log(`${a} or ${b} = ${net.y[i].toFixed(3)}`);
}

/** Every number of the model with its gradient. */
function numbers() {
  return [...net.parameters].flatMap(({ path, value, gradient }) =>
    Array.from(value, (number, i) => ({
      name: `${path}[${i}]`,
      value: number,
      gradient: gradient[i],
    }))
  );
}

function fixed(value: number): string {
  return value.toFixed(6).padStart(9);
}
