// Arrays of np.savez without names, in the order of Keras' get_weights().
import { assertEquals, assertRejects } from "@std/assert";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { initialize, loadParameters, nn } from "../../../mod.ts";
import type { Network } from "../../../lib/network/network.ts";

/** Arrays of these shapes, each with the numbers 1, 2, 3 … */
function arraysOf(...shapes: readonly (readonly number[])[]) {
  return new Map(shapes.map((shape, i) => [`arr_${i}`, {
    shape,
    values: Float32Array.from(
      { length: shape.reduce((n, size) => n * size, 1) },
      (_, i) => i + 1,
    ),
  }]));
}

async function loaded(
  network: Network,
  ...shapes: readonly (readonly number[])[]
) {
  const parameters = initialize(network);
  const arrays = new Map([...arraysOf(...shapes)].toReversed());
  const renamed = await loadParameters(parameters, network, arrays);
  const valuesOf = (path: string) => [...parameters.get(path).value];
  return { renamed, valuesOf };
}

Deno.test("arrays are taken in the order of their numbers, in × out as in Keras", async () => {
  const { renamed, valuesOf } = await loaded(
    nn`fc(2,3) -> batchnorm -> fc(3) -> fc(1)`,
    ...[[2, 3], [3], [3], [3], [3], [3], [3, 3], [3], [3, 1], [1]],
  );
  // 1 2 3 | 4 5 6, column by column.
  assertEquals(valuesOf("fc1.weight"), [1, 4, 2, 5, 3, 6]);
  assertEquals(valuesOf("fc2.weight"), [1, 4, 7, 2, 5, 8, 3, 6, 9]);
  assertEquals(valuesOf("batchnorm1.variance"), [1, 2, 3]);
  assertEquals([renamed.size, renamed.get("arr_0")], [10, "fc1.weight"]);
  assertEquals(renamed.get("arr_9"), "fc3.bias");
});

Deno.test("out × in, as PyTorch lays them out, where the shapes say so", async () => {
  const { valuesOf } = await loaded(
    nn`fc(2,3) -> fc(3)`,
    ...[[3, 2], [3], [3, 3], [3]],
  );
  assertEquals(valuesOf("fc1.weight"), [1, 2, 3, 4, 5, 6]);
  assertEquals(valuesOf("fc2.weight"), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("a kernel of windows is windows × in × out, an embedding as here", async () => {
  // One window of 1 × 2 for 2 channels and 1 feature: y x c o, with o last.
  const conv = await loaded(nn`input(3,3,2) -> conv([1,2],1)`, [1, 2, 2, 1], [
    1,
  ]);
  assertEquals(conv.valuesOf("conv1.weight"), [1, 2, 3, 4]);
  const { valuesOf } = await loaded(
    nn`input(2) -> embedding(3,3) -> flatten -> fc(2)`,
    ...[[3, 3], [6, 2], [2]],
  );
  assertEquals(valuesOf("embedding1.weight"), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(valuesOf("fc1.weight").slice(0, 3), [1, 3, 5]);
});

Deno.test("where shapes do not tell in × out from out × in, nothing is guessed", async () => {
  const { help } = await assertRejects(
    () => loaded(nn`fc(2,2)`, [2, 2], [2]),
    DataError,
    "the tensors: the shapes of arr_0, arr_1 … do not tell",
  );
  assertEquals(
    help,
    'Save them under names: np.savez("w.npz", **{"0.kernel": …, "0.bias": …}) for in × out, "0.weight" for out × in.',
  );
  // One number for each output is the same in both.
  const { valuesOf } = await loaded(nn`fc(1,1)`, [1, 1], [1]);
  assertEquals(valuesOf("fc1.weight"), [1]);
  // The way out.
  const [weight, bias] = [...arraysOf([2, 2], [2]).values()];
  for (
    const [name, numbers] of [["kernel", [1, 3, 2, 4]], ["weight", [
      1,
      2,
      3,
      4,
    ]]] as const
  ) {
    const parameters = initialize(nn`fc(2,2)`);
    const named = new Map([[`0.${name}`, weight], ["0.bias", bias]]);
    await loadParameters(parameters, nn`fc(2,2)`, named);
    assertEquals([...parameters.get("fc1.weight").value], [...numbers]);
  }
});

Deno.test("arrays of other shapes, or another count of them, are refused by name", async () => {
  for (const shapes of [[[2, 4], [3]], [[2, 3]], [[2, 3], [3], [3]]]) {
    await assertRejects(
      () => loaded(nn`fc(2,3)`, ...shapes),
      DataError,
      '"arr_0" is not expected',
    );
  }
});

Deno.test("layers whose weights Keras orders in another way are not taken in its order", async () => {
  await assertRejects(
    () => loaded(nn`input(5,3) -> rnn(4)`, [3, 4], [4, 4], [4], [4]),
    DataError,
    '"arr_0" is not expected',
  );
});
