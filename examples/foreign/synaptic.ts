// Networks of synaptic, which shows no gradients: they are what a step of training
// changes, divided by its rate.
//
//   deno run examples/foreign/synaptic.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import synaptic from "npm:synaptic@1.1.4".
const library = "npm:synaptic@1.1.4";
const { default: synaptic } = await import(library);
const { Architect, Neuron, Trainer } = synaptic;

/** As much of its neurons as is used. */
interface Unit {
  bias: number;
  squash: unknown;
  readonly connections: {
    readonly inputs: Readonly<Record<string, { weight: number }>>;
  };
}

/** A rate so small that a step does not move slopes, yet shows their digits. */
const smallRate = 2 ** -26;

/** The cost of one example, over the weights and biases of a network 2-3-2. */
function network(
  cost: string,
  squash: string,
  rate = smallRate,
): DifferentiatedFunction {
  const network = new Architect.Perceptron(2, 3, 2);
  network.setOptimize(false);
  const units: readonly Unit[] = network.neurons().slice(2)
    .map(({ neuron }: { neuron: Unit }) => neuron);
  for (const unit of units) unit.squash = Neuron.squash[squash];
  const inputs = units.flatMap((unit) =>
    Object.values(unit.connections.inputs)
  );
  const target = [0.25, 0.75];
  function f(weights: Float64Array, biases: Float64Array): number {
    weights.forEach((weight, i) => inputs[i].weight = weight);
    biases.forEach((bias, i) => units[i].bias = bias);
    return Trainer.cost[cost](target, network.activate([0.5, -1]));
  }
  return {
    name: `${cost} of ${squash}${rate === smallRate ? "" : ` at rate ${rate}`}`,
    f,
    vjp([dy], weights, biases) {
      f(weights, biases);
      network.propagate(rate, target);
      return [
        weights.map((weight, i) => dy * (weight - inputs[i].weight) / rate),
        biases.map((bias, i) => dy * (bias - units[i].bias) / rate),
      ];
    },
    at: [inputs, units].map((list) => list.map((_, i) => Math.sin(i + 1))),
    names: ["weights", "biases"],
  };
}

for (
  const subject of [
    network("CROSS_ENTROPY", "LOGISTIC"),
    network("MSE", "IDENTITY"),
    // The cost that it trains with unless told otherwise.
    network("MSE", "LOGISTIC"),
    network("CROSS_ENTROPY", "LOGISTIC", 0.1),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
