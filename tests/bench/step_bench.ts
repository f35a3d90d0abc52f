// Whole steps, and what a step leaves in memory: the loss is read and nothing else.
import { gradcheck, nn, sgd } from "../../mod.ts";

const networks = [
  { name: "tiny", text: "fc(2,1) -> sigmoid -> mse", batch: 1 },
  {
    name: "mlp-s",
    text: "fc(784,128) -> relu -> fc(10) -> cross_entropy",
    batch: 64,
  },
];
for (const { name, text, batch } of networks) {
  for (const precision of ["float64", "float32"] as const) {
    const net = nn(text).bind({ batch, precision, inputGradient: false });
    net.x.forEach((_, i) => net.x[i] = Math.sin(i));
    net.target.fill(0);
    const optimizer = sgd(net.parameters, { learningRate: 1e-3 });
    const step = () => {
      net.forward();
      net.backward();
      optimizer.step();
    };
    Deno.bench(
      `${name}, ${precision}: forward, backward, sgd`,
      { group: name },
      step,
    );
  }
}

const network = nn`fc(20,50) -> tanh -> fc(10) -> sigmoid`;
Deno.bench(
  "gradcheck of 1,560 parameters, batch 4",
  { group: "gradcheck" },
  () => {
    gradcheck(network, { batch: 4 });
  },
);

/** The bytes that are held once garbage is collected, which waits as long as the engine likes. */
function held(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) {
    throw new Error("run it with --v8-flags=--expose-gc, as bench:steps does");
  }
  gc();
  return Deno.memoryUsage().heapUsed;
}

const before = nn("fc(8,8) -> tanh -> fc(1) -> mse").bind({ batch: 4 });
before.x.fill(0.5);
before.target.fill(1);
Deno.bench("heap: 100,000 steps of a small network", { group: "heap" }, (b) => {
  const start = held();
  b.start();
  for (let i = 0; i < 100_000; i++) {
    before.forward();
    before.backward();
  }
  b.end();
  const grown = held() - start;
  // Less than a number a step: the engine boxes numbers that functions hand on, but none may stay.
  if (grown > 2 ** 19) throw new Error(`the heap grew by ${grown} bytes`);
});
