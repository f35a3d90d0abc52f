// Learns the exclusive or: deno run examples/xor.ts
import { gradcheck, nn, sgd } from "@nabla/nabla";

const network = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`;
console.log(`gradients: ${gradcheck(network).verdict}`);

const xor = network.bind({ batch: 4, seed: 1 });
xor.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
xor.target.set([0, 1, 1, 0]);

const optimizer = sgd(xor.parameters, { learningRate: 1 });
for (let step = 0; step <= 2000; step++) {
  xor.forward();
  xor.backward();
  optimizer.step();
  if (step % 500 === 0) {
    console.log(`step ${step}: loss ${xor.loss.toFixed(4)}`);
  }
}

for (let i = 0; i < 4; i++) {
  const [a, b] = xor.x.slice(2 * i, 2 * i + 2);
  console.log(`${a} xor ${b} = ${xor.y[i].toFixed(3)}`);
}
