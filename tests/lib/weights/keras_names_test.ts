// State dicts with the names and the layouts of Keras.
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { initialize, loadParameters, nn } from "../../../mod.ts";
import type { Network } from "../../../lib/network/network.ts";

/** Numbers by an array's places: `f([i, j])`. */
function filled(shape: readonly number[], f: (at: number[]) => number) {
  const values = new Float64Array(shape.reduce((n, k) => n * k, 1));
  for (let i = 0; i < values.length; i++) {
    const at: number[] = [];
    let rest = i;
    for (const size of shape.toReversed()) {
      at.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    values[i] = f(at);
  }
  return { shape, values };
}

async function loaded(
  network: Network,
  tensors: Record<string, ReturnType<typeof filled>>,
) {
  const parameters = initialize(network, { precision: "float64" });
  const renamed = await loadParameters(
    parameters,
    network,
    new Map(Object.entries(tensors)),
  );
  return { parameters, renamed };
}

Deno.test("kernels of dense layers are in × out, in the order of their numbers", async () => {
  const network = nn`fc(3,3) -> tanh -> fc(3) -> fc(2)`;
  const kernel = (width: number, by: number) =>
    filled([3, width], ([i, j]) => by + 10 * i + j);
  const { parameters, renamed } = await loaded(network, {
    "dense_2/kernel:0": kernel(2, 300),
    "dense_2/bias:0": filled([2], ([i]) => i),
    "dense/kernel:0": kernel(3, 100),
    "dense/bias:0": filled([3], ([i]) => i),
    "dense_1/kernel:0": kernel(3, 200),
    "dense_1/bias:0": filled([3], ([i]) => i),
  });
  const { value } = parameters.get("fc1.weight");
  assertEquals([...value], [100, 110, 120, 101, 111, 121, 102, 112, 122]);
  assertEquals(parameters.get("fc2.weight").value[1], 210);
  assertEquals([...parameters.get("fc3.weight").value.slice(0, 3)], [
    300,
    310,
    320,
  ]);
  assertEquals(renamed.get("dense/kernel:0"), "fc1.weight");
});

Deno.test("a convolution of Keras, by its definition, with what batchnorm keeps", async () => {
  const network = nn`input(4,4,2) -> conv([2,3],3) -> batchnorm(eps=0.001)`;
  const w = ([y, x, c, o]: number[]) => Math.sin(1 + y + 2 * x + 5 * c + 7 * o);
  const { parameters } = await loaded(network, {
    "conv2d.kernel": filled([2, 3, 2, 3], w),
    "conv2d.bias": filled([3], ([i]) => i),
    "batch_normalization.gamma": filled([3], ([i]) => 1 + i),
    "batch_normalization.beta": filled([3], ([i]) => 2 - i),
    "batch_normalization.moving_mean": filled([3], ([i]) => i / 2),
    "batch_normalization.moving_variance": filled([3], ([i]) => 1 + i / 3),
  });
  const net = network.bind({ parameters, mode: "infer" });
  const x = filled([4, 4, 2], ([y, x, c]) => Math.cos(y + 3 * x - c));
  net.x.set(x.values);
  net.forward();
  const at = (y: number, x_: number, c: number) =>
    x.values[(y * 4 + x_) * 2 + c];
  // The output at row 1, column 0, channel 2.
  let sum = 2;
  for (let y = 0; y < 2; y++) {
    for (let x = 0; x < 3; x++) {
      for (let c = 0; c < 2; c++) sum += at(1 + y, x, c) * w([y, x, c, 2]);
    }
  }
  const wanted = 3 * (sum - 1) / Math.sqrt(1 + 2 / 3 + 0.001) + 0;
  assertAlmostEquals(net.y[(1 * 2 + 0) * 3 + 2], wanted, 1e-12);
});

Deno.test("what Keras lays out in another way is refused by name", async () => {
  const error = await assertRejects(
    () =>
      loaded(nn`input(3,2) -> gru(2)`, {
        "gru/gru_cell/kernel:0": filled([2, 6], () => 0),
        "gru/gru_cell/recurrent_kernel:0": filled([2, 6], () => 0),
      }),
    DataError,
  );
  assertEquals(
    error.message.includes("gru/gru_cell/recurrent_kernel:0"),
    true,
  );
});
