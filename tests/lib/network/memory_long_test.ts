// What steps and dropped networks leave in memory, measured in processes of
// their own.
import { assert, assertEquals } from "@std/assert";
import { runScript } from "../../helpers/run_script.ts";

const gc = "--v8-flags=--expose-gc";

for (
  const [name, text, options, warmUp, wait] of [
    // Loops in TypeScript are compiled anew for long, which takes heap of its own.
    [
      "plain kernels",
      "fc(2,1) -> sigmoid -> mse",
      `{ kernels: "plain" }`,
      200_000,
      "",
    ],
    [
      "fast kernels",
      "fc(8,8) -> tanh -> fc(3) -> cross_entropy",
      `{ kernels: "wasm", threads: 1, batch: 4 }`,
      100_000,
      "",
    ],
    [
      "two threads",
      "fc(64,64) -> sigmoid -> fc(64) -> mse",
      `{ kernels: "wasm", threads: 2, batch: 16, inspect: false }`,
      200_000,
      "while (!net.parameters.store.threads.isReady()) await new Promise((go) => setTimeout(go, 1));",
    ],
  ] as const
) {
  Deno.test(`100,000 steps with ${name} leave nothing on the heap`, async () => {
    const { stdout, stderr } = await runScript(
      `
      const net = nn("${text}").bind(${options});
      net.x.fill(0.5);
      net.target.fill(1);
      ${wait}
      const optimizer = sgd(net.parameters, { learningRate: 1e-3 });
      function steps(count) {
        for (let i = 0; i < count; i++) {
          net.forward();
          net.backward();
          optimizer.step();
        }
        gc();
        gc();
        return Deno.memoryUsage().heapUsed;
      }
      steps(${warmUp});
      const before = steps(1);
      console.log(steps(100_000) - before);
      `,
      [gc],
    );
    assertEquals(stderr, "");
    // A tenth of a byte for each step, which is what the measurement wavers by.
    assert(Number(stdout) < 10_000, `the heap grew by ${stdout} bytes`);
  });
}

Deno.test("the memory of dropped networks goes back, without a pause for the collector", async () => {
  const { stdout, stderr } = await runScript(`
    let most = 0;
    for (let i = 0; i < 500; i++) {
      const store = openStore({ kernels: "wasm", threads: 2 }, 1e9);
      store.allocate("float64", 2 ** 21).fill(1);
      most = Math.max(most, Deno.memoryUsage().rss);
    }
    console.log(most / 2 ** 20);
  `);
  assertEquals(stderr, "");
  // 500 networks of 16 MB are 8 GB.
  assert(Number(stdout) < 4000, `${stdout} MB were in use`);
});

Deno.test("the memory of dropped networks that had threads goes back", async () => {
  const { stdout, stderr } = await runScript(`
    let most = 0;
    for (let i = 0; i < 400; i++) {
      const store = openStore({ kernels: "wasm", threads: 2 }, 1e9);
      const x = store.allocate("float64", 2 ** 21).fill(1);
      while (!store.threads.isReady()) await new Promise((go) => setTimeout(go, 1));
      store.kernels.addScaled(x, x, 1, x.length);
      most = Math.max(most, Deno.memoryUsage().rss);
    }
    console.log(most / 2 ** 20);
  `);
  assertEquals(stderr, "");
  assert(Number(stdout) < 3200, `${stdout} MB were in use`);
});
