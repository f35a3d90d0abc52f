import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fromBytes, readSafetensors, writeSafetensors } from "../../../data.ts";
import { DataError } from "../../../mod.ts";

const tensors = [
  { name: "b", shape: [2], values: Float64Array.of(1, 2) },
  { name: "a", shape: [1, 3], values: Float32Array.of(3, 4, 5) },
  { name: "none", shape: [0], values: new Float32Array() },
];

const written = writeSafetensors(tensors, { k: "é", format: "pt" }, {
  checksum: true,
});

// deno-lint-ignore no-explicit-any -- tests reach into any of it
type Header = any;

/** The file with another header, as another program would write it. */
function rewritten(change: (header: Header) => Header): Uint8Array {
  const end = 8 + Number(new DataView(written.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(written.subarray(8, end)));
  const text = new TextEncoder().encode(
    JSON.stringify(change(header), undefined, 2),
  );
  const start = new Uint8Array(8);
  new DataView(start.buffer).setBigUint64(0, BigInt(text.length), true);
  return Uint8Array.from([...start, ...text, ...written.subarray(end)]);
}

async function readAll(bytes: Uint8Array): Promise<Record<string, number[]>> {
  const { tensors } = await readSafetensors(fromBytes("f", bytes));
  const all: Record<string, number[]> = {};
  for (const [name, tensor] of tensors) all[name] = [...await tensor.read()];
  return all;
}

const numbers = { b: [1, 2], a: [3, 4, 5], none: [] };

Deno.test("a file with a checksum is read, also when another program wrote its header in another order", async () => {
  assertEquals(await readAll(written), numbers);
  const other = rewritten(({ a, __metadata__: { k, ...more }, ...rest }) => ({
    a,
    ...rest,
    __metadata__: { ...more, k },
  }));
  assertEquals(await readAll(other), numbers);
});

const changes: readonly (readonly [string, (header: Header) => Header])[] = [
  ["a text of the metadata", (h) => {
    h.__metadata__.k = "e";
    return h;
  }],
  ["one text more", (h) => {
    h.__metadata__.more = "";
    return h;
  }],
  ["a shape", (h) => {
    h.a.shape = [3, 1];
    return h;
  }],
  ["a name", ({ a, ...h }) => ({ ...h, c: a })],
  ["the checksum's digests", (h) => {
    h.__metadata__["nabla.checksum"] += "0";
    return h;
  }],
  ["a checksum that is none", (h) => {
    h.__metadata__["nabla.checksum"] = "";
    return h;
  }],
];

for (const [what, change] of changes) {
  Deno.test(`a file is refused at once where this changed: ${what}`, async () => {
    const error = await assertRejects(
      () => readSafetensors(fromBytes("f", rewritten(change))),
      DataError,
      "f, byte 8: its header is not as it was written",
    );
    assertStringIncludes(`${error.help}`, "restore it from a copy");
  });
}

Deno.test("a tensor with other numbers is refused when it is read, and the others are read", async () => {
  const other = written.slice();
  other[other.length - 1] ^= 1;
  const { tensors } = await readSafetensors(fromBytes("f", other));
  assertEquals(await tensors.get("b")?.read(), Float64Array.of(1, 2));
  await assertRejects(
    async () => await tensors.get("a")?.read(),
    DataError,
    'tensor "a": its numbers are not those that were written',
  );
});

Deno.test("what another program changed on purpose is read without the checksum, as the message says", async () => {
  const changed = rewritten((h) => {
    delete h.__metadata__["nabla.checksum"];
    return h;
  });
  changed[changed.length - 1] ^= 0x80;
  assertEquals(await readAll(changed), { ...numbers, a: [3, 4, -5] });
});

Deno.test("metadata taken from a file with a checksum is written with one of what is written now", async () => {
  const { metadata } = await readSafetensors(fromBytes("f", written));
  const [, a] = tensors;
  const bytes = writeSafetensors([a], metadata);
  assertEquals(await readAll(bytes), { a: [3, 4, 5] });
  const again = await readSafetensors(fromBytes("g", bytes));
  assertEquals(again.metadata.has("nabla.checksum"), true);
});
