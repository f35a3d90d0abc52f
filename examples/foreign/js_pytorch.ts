// Functions of js-pytorch, whose gradients come from its autograd.
//
//   deno run examples/foreign/js_pytorch.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import { torch } from "npm:js-pytorch@0.7.2".
const library = "npm:js-pytorch@0.7.2";
const { torch } = await import(library);
const { nn } = torch;

/** As much of its tensors as is used. */
interface Tensor {
  readonly shape: readonly number[];
  readonly data: number[];
  readonly grad: number[];
  reshape(shape: readonly number[]): Tensor;
  pow(exponent: number): Tensor;
  sum(axis: number): Tensor;
  matmul(other: Tensor): Tensor;
  backward(dy: Tensor): void;
}

/** A function of tensors of some shapes. */
function tensors(
  name: string,
  shapes: readonly (readonly number[])[],
  run: (...x: Tensor[]) => Tensor,
): DifferentiatedFunction {
  const leavesOf = (x: readonly Float64Array[]): Tensor[] =>
    x.map((values) => torch.tensor([...values], true));
  const runOn = (leaves: readonly Tensor[]) =>
    run(...leaves.map((leaf, i) => leaf.reshape(shapes[i])));
  return {
    name,
    f: (...x) => runOn(leavesOf(x)).data.flat(Infinity) as number[],
    vjp(dy, ...x) {
      const leaves = leavesOf(x);
      const y = runOn(leaves);
      y.backward(torch.tensor([...dy]).reshape(y.shape));
      return leaves.map(({ grad }) => grad);
    },
    at: shapes.map((shape) => {
      const length = shape.reduce((product, size) => product * size);
      return Array.from({ length }, (_, i) => 2 * Math.sin(i + 1));
    }),
  };
}

const relu = tensors("ReLU", [[2, 3]], (x) => new nn.ReLU().forward(x));
const crossEntropy = (rows: number) =>
  tensors(`CrossEntropyLoss of ${rows} × 3`, [[rows, 3]], (x) => {
    const classes = torch.tensor([2, 0, 1].slice(0, rows));
    return new nn.CrossEntropyLoss().forward(x, classes);
  });

for (
  const subject of [
    tensors("matmul", [[2, 3], [3, 4]], (a, b) => a.matmul(b)),
    tensors("pow(2)", [[2, 3]], (x) => x.pow(2)),
    tensors("pow(3)", [[2, 3]], (x) => x.pow(3)),
    tensors("sum(1) of 2 × 3", [[2, 3]], (x) => x.sum(1)),
    tensors("sum(1) of 3 × 3", [[3, 3]], (x) => x.sum(1)),
    relu,
    // Held to what its documentation says: z where z > 0, else 0.
    {
      ...relu,
      name: "ReLU as documented",
      f: (x: Float64Array) => x.map((t) => Math.max(t, 0)),
    },
    crossEntropy(2),
    crossEntropy(3),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
