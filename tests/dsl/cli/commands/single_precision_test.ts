// What does not fit in single precision is refused wherever it comes from.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { writeNpy, writeNpz, writeSafetensors } from "../../../../data.ts";
import { run } from "../../../helpers/memory_io.ts";

/** The last number that rounds to the largest of single precision, and the first that is infinite there. */
const [largest, tooLarge] = [3.4028235677973362e38, 3.4028235677973366e38];

const idx = (number: number) => {
  const bytes = new DataView(new ArrayBuffer(4 + 8 + 16));
  [0x0e02, 2, 1].forEach((word, i) => bytes.setUint32(4 * i, word));
  bytes.setFloat64(12, number);
  bytes.setFloat64(20, 1);
  return new Uint8Array(bytes.buffer);
};
const array = (number: number) => ({
  shape: [2, 1],
  values: Float64Array.of(number, 1),
});
const y = { shape: [2], values: Float32Array.of(1, 2) };

/** Files of the same two inputs in every form, with the words that name their targets. */
const forms: Readonly<
  Record<
    string,
    readonly [write: (n: number) => string | Uint8Array, ...words: string[]]
  >
> = {
  "t.csv": [(n) => `x,y\n${n},1\n1,2\n`, "--target", "y"],
  "t.jsonl": [(n) => `{"x":${n},"y":1}\n{"x":1,"y":2}\n`, "--target", "y"],
  "array.jsonl": [
    (n) => `{"x":[${n}],"y":1}\n{"x":[1],"y":2}\n`,
    ...["--target", "y"],
  ],
  "x.npy": [(n) => writeNpy([2, 1], array(n).values), "--target", "y.npy"],
  "x.idx": [idx, "--target", "y.npy"],
  "xy.npz": [
    (n) => writeNpz([{ name: "x", ...array(n) }, { name: "y", ...y }]),
  ],
};

for (const [name, [write, ...words]] of Object.entries(forms)) {
  for (const precision of ["float32", "float64"]) {
    Deno.test(`1e39 is no data in ${name}, for ${precision}`, async () => {
      const trained = (number: number) =>
        run([
          ...["train", "fc(1,1) -> mse", "--data", name, ...words],
          ...["--epochs", "1", "--precision", precision],
        ], {
          files: { [name]: write(number), "y.npy": writeNpy([2], y.values) },
        });
      for (const sign of [1, -1]) {
        const { status, error } = await trained(sign * 1e39);
        assertEquals(status, 2);
        assertStringIncludes(
          error,
          "must lie within ±3.4028235e38, as in single precision",
        );
      }
      const { error } = await trained(1e30);
      assert(!error.includes("single precision"), error);
    });
  }
}

const bias = { name: "fc1.bias", shape: [1], values: Float64Array.of(0) };
const weights = (number: number) => [
  { name: "fc1.weight", shape: [1, 1], values: Float64Array.of(number) },
  bias,
];

for (
  const [name, write] of [
    ["w.npz", writeNpz],
    ["w.safetensors", writeSafetensors],
  ] as const
) {
  Deno.test(`a weight that is infinite in single precision is refused in ${name}`, async () => {
    const exported = (number: number, precision: string) =>
      run([
        ...["export", "fc(1,1) -> mse", "--weights", name],
        ...["--precision", precision, "--out", "net.safetensors"],
      ], { files: { [name]: write(weights(number)) } });
    for (const number of [1e39, tooLarge, -tooLarge]) {
      const { status, error } = await exported(number, "float32");
      assertEquals(status, 2);
      assertStringIncludes(error, "single precision");
      assertStringIncludes(error, "fc1.weight");
    }
    for (const number of [largest, Infinity, NaN, 1e-50]) {
      assertEquals((await exported(number, "float32")).status, 0);
    }
    assertEquals((await exported(1e39, "float64")).status, 0);
  });
}

Deno.test("a number of the text that is infinite in the precision of a training is refused", async () => {
  const files = { "t.csv": "x,y\n1,1\n2,2\n" };
  const trained = (precision: string) =>
    run([
      ...["train", "given fc1.weight = [[1e39]]\nfc(1,1) -> mse"],
      ...["--data", "t.csv", "--target", "y", "--epochs", "1"],
      ...["--precision", precision],
    ], { files });
  const { status, error } = await trained("float32");
  assertEquals(status, 2);
  assertStringIncludes(error, "fc1.weight");
  assertStringIncludes(error, "single precision");
  assert(!(await trained("float64")).error.includes("single precision"));
});
