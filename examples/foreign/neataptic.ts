// Activation functions of neataptic, each a function that also gives its derivative.
//
//   deno run examples/foreign/neataptic.ts
import { gradcheck, renderReport } from "@nabla/nabla";

// In a project of your own: import neataptic from "npm:neataptic@1.4.7".
const library = "npm:neataptic@1.4.7";
const { default: neataptic } = await import(library);
const activations: Readonly<
  Record<string, (x: number, asksForDerivative?: boolean) => number>
> = neataptic.methods.activation;

for (const [name, activation] of Object.entries(activations)) {
  const report = gradcheck({
    name,
    f: (x) => x.map((t) => activation(t)),
    vjp: (dy, x) => [x.map((t, i) => dy[i] * activation(t, true))],
    at: [[-2.25, -1.5, -0.75, 0.5, 1.25, 2]],
  });
  console.log(`${name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
