// Files of torch.save, as PyTorch wrote them, and such as no one should.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { readPickle } from "../../../lib/tensor_files/pickle.ts";
import { readTorchFile } from "../../../lib/tensor_files/torch_file.ts";
import { readWeightsFile } from "../../../lib/weights/weights_file.ts";
import reference from "../../reference/torch_files.json" with { type: "json" };

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The tensors that can be read, as the reference has them. */
async function tensorsIn(bytes: Uint8Array) {
  const { tensors } = await readWeightsFile(fromBytes("a.pt", bytes));
  const found: Record<string, unknown> = {};
  for (const [name, tensor] of tensors) {
    const values = "read" in tensor ? await tensor.read() : tensor.values;
    found[name] = { shape: [...tensor.shape], values: [...values] };
  }
  return found;
}

for (const [name, { file, tensors }] of Object.entries(reference.good)) {
  Deno.test(`a file of PyTorch has its tensors: ${name}`, async () => {
    assertEquals(await tensorsIn(bytesOf(file)), tensors);
  });
}

const refusals: Readonly<Record<keyof typeof reference.bad, string>> = {
  module: "it would call torch.nn.modules.container.Sequential",
  attack: "it would call posix.system, and nothing but tensors is read",
  sneaky: "the pickle is broken",
  complex: "it would call torch.ComplexFloatStorage",
  "before 1.6": "it is a file of PyTorch before 1.6, which is not read",
  "no tensors": "there are no tensors in it",
  bytes: "it would call _codecs.encode",
  set: "it would call __builtin__.set",
};

for (const [name, message] of Object.entries(refusals)) {
  Deno.test(`a file of PyTorch with more than tensors is refused: ${name}`, async () => {
    const file = reference.bad[name as keyof typeof reference.bad];
    await assertRejects(() => tensorsIn(bytesOf(file)), DataError, message);
  });
}

/** Reads a pickle of which nothing is known. */
function pickled(...bytes: readonly (number | string)[]) {
  const all = bytes.flatMap((each) =>
    typeof each === "number" ? [each] : [...new TextEncoder().encode(each)]
  );
  return readPickle(Uint8Array.from(all), {
    isKnown: () => false,
    call: () => undefined,
    kept: (id) => id,
    fail(_, problem) {
      throw new DataError({ file: "a" }, problem);
    },
  });
}

Deno.test("what pickle writes is read: numbers, texts, lists and what is the same", () => {
  // pickletools.dis(pickle.dumps(…, protocol=2)) shows these.
  assertEquals(pickled(0x80, 2, "K", 5, "."), 5);
  assertEquals(pickled("J", 0xfe, 0xff, 0xff, 0xff, "."), -2);
  assertEquals(pickled("M", 1, 2, "."), 513);
  assertEquals(pickled(0x8a, 2, 0, 0x80, "."), -32768);
  assertEquals(pickled(0x8a, 0, "."), 0);
  assertEquals(pickled("G", 0x3f, 0xe0, 0, 0, 0, 0, 0, 0, "."), 0.5);
  assertEquals(pickled("X", 3, 0, 0, 0, "ä1", "."), "ä1");
  assertEquals(pickled("](K", 1, 0x88, "Ne."), [1, true, null]);
  assertEquals(pickled("K", 1, "K", 2, "K", 3, 0x87, "."), [1, 2, 3]);
  const same = pickled("]q", 0, "h", 0, 0x86, ".");
  assert(Array.isArray(same) && same[0] === same[1]);
  assertEquals(
    pickled("}(U", 1, "a", "K", 1, "u."),
    new Map([["a", 1]]),
  );
});

for (
  const [why, ...bytes] of [
    ["cut off", 0x80],
    ["cut off", "K"],
    ["cut off", "X", 9, 0, 0, 0, "a"],
    ["cut off", ""],
    ["cut off", "cposix\n"],
    ["broken", "."],
    ["broken", "t."],
    ["broken", "K", 1, "K", 2, "."],
    ["broken", "(."],
    ["broken", "h", 7, "."],
    ["broken", "K", 1, "K", 2, "a."],
    ["broken", "K", 1, "K", 2, "K", 3, "s."],
    ["broken", "}(K", 1, "u."],
    ["broken", "K", 1, ")R."],
    ["is not UTF-8", "U", 1, 0xff, "."],
    ["is beyond 2^53", 0x8a, 8, 1, 2, 3, 4, 5, 6, 7, 8, "."],
    ["it would call os.system", "cos\nsystem\n."],
    ["its pickle has DUP", "K", 1, "2."],
    ["broken", "K", 1, "K", 1, 0x93, "."],
    ["its pickle has NEWOBJ", "K", 1, 0x81, "."],
    ["its pickle has 0xff", 0xff],
    ["at most 300,000 lists", "}".repeat(300_001)],
  ] as const
) {
  Deno.test(`a pickle is refused: ${why}, ${bytes.join(" ").slice(0, 20)}`, async () => {
    await assertRejects(
      async () => void await pickled(...bytes),
      DataError,
      why,
    );
  });
}

Deno.test("a changed file is refused, or has the same tensors", async () => {
  const random = createRandom(9);
  for (const [name, { file, tensors }] of Object.entries(reference.good)) {
    const bytes = bytesOf(file);
    for (let i = 0; i < 50; i++) {
      const changed = bytes.slice();
      const count = 1 + random.integer(3);
      for (let k = 0; k < count; k++) {
        changed[random.integer(changed.length)] = random.integer(256);
      }
      const cut = random.uniform() < 0.1
        ? changed.subarray(0, random.integer(changed.length))
        : changed;
      try {
        assertEquals(await tensorsIn(cut), tensors, `${name}, change ${i}`);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
      }
    }
  }
});

Deno.test("a tensor that reaches beyond its storage is refused", async () => {
  // The pickle's checksum is set right again, so that only the place is wrong.
  const bytes = bytesOf(reference.good.list.file);
  const { crc32 } = await import("../../../lib/bytes/crc32.ts");
  const { readZip } = await import("../../../lib/bytes/zip.ts");
  const entries = await readZip(fromBytes("a.pt", bytes));
  const entry = entries.find(({ name }) => name.endsWith("data.pkl"));
  assert(entry !== undefined);
  const pickle = bytes.subarray(entry.start, entry.start + entry.size);
  // QK\0: behind the storage its offset.
  const at = pickle.findIndex((byte, i) =>
    byte === 0x51 && pickle[i + 1] === 0x4b
  );
  pickle[at + 2] = 1;
  const sum = crc32(pickle);
  const old = entry.checksum;
  const view = new DataView(bytes.buffer);
  for (let i = 0; i + 4 <= bytes.length; i++) {
    if (view.getUint32(i, true) === old) view.setUint32(i, sum, true);
  }
  await assertRejects(
    () => readTorchFile(fromBytes("a.pt", bytes)),
    DataError,
    'tensor "0": its numbers reach beyond the 4 bytes of its storage',
  );
});
