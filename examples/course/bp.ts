// The program of the course's lesson on backpropagation, on the library: one
// neuron, its forward result and its backward result for x = [1, 2].
//
//   deno run examples/course/bp.ts
import { nn } from "@nabla/nabla";

// Weights and bias from the normal distribution, as in the lesson.
const neuron = nn`fc(2,1,init=normal,bias=normal) -> sigmoid`.bind({ seed: 1 });
const weight = neuron.parameters.get("fc1.weight");
const bias = neuron.parameters.get("fc1.bias");
neuron.x.set([1, 2]);
console.log(
  `weights: ${list(weight.value)}  bias: ${list(bias.value)}  input: ${
    list(neuron.x)
  }`,
);

neuron.forward();
console.log(`forward result: ${list(neuron.y)}`);

neuron.backward();
console.log(
  `backward result: dw ${list(weight.gradient)}  db ${
    list(bias.gradient)
  }  dx ${list(neuron.dx)}`,
);

function list(values: Iterable<number>): string {
  return `[${Array.from(values, (value) => value.toFixed(6)).join(", ")}]`;
}
