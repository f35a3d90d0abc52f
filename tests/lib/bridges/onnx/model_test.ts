// Models as onnx writes them, and such as no one should.
import { assertEquals, assertThrows } from "@std/assert";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import { readOnnxModel } from "../../../../lib/bridges/onnx/read_model.ts";
import { writeOnnxModel } from "../../../../lib/bridges/onnx/write_model.ts";
import reference from "../../../reference/onnx_models.json" with {
  type: "json",
};

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A model's parts as JSON has them: maps as records, arrays as lists. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(
      value,
      (_, each) =>
        each instanceof Map
          ? Object.fromEntries(each)
          : ArrayBuffer.isView(each)
          ? [...(each as Float64Array)]
          : each,
    ),
  );
}

for (const [name, { file, graph }] of Object.entries(reference.good)) {
  Deno.test(`a model of onnx is read with all that is in it: ${name}`, () => {
    const model = readOnnxModel(bytesOf(file));
    assertEquals(plain(model.graph), graph);
    assertEquals(model.irVersion, 8);
    assertEquals(model.producer, { name: "nabla", version: "1" });
    assertEquals(plain(model.opsets), { "": 17, other: 2 });
    assertEquals(plain(model.metadata), { a: "b", empty: "" });
  });
}

Deno.test("a model is written byte by byte as onnx writes it", () => {
  const bytes = bytesOf(reference.good.everything.file);
  assertEquals(writeOnnxModel(readOnnxModel(bytes)), bytes);
});

Deno.test("a model of typed fields has the same numbers when written and read", () => {
  const model = readOnnxModel(bytesOf(reference.good["typed fields"].file));
  assertEquals(readOnnxModel(writeOnnxModel(model)), model);
});

Deno.test("half precisions are read and not written", () => {
  const model = readOnnxModel(bytesOf(reference.good["half precisions"].file));
  assertThrows(() => writeOnnxModel(model), NablaError, "float16");
});

const refusals: Readonly<Record<keyof typeof reference.bad, string>> = {
  "external data":
    'its numbers lie in another file, "../secret.bin", which is not read',
  "two fields": "its numbers must stand in one field",
  "the field of another type": "its numbers must stand in one field",
  "a number beyond its type": "a number in it is beyond its type",
  "two of a name": '"w" is there twice',
  "sparse": "sparse initializers are not read",
  "too many numbers promised": "3 of float32 must be 12 bytes: found 8",
  "very many numbers promised": "it may have at most 500,000,000 numbers",
  "a negative size": "a size must not be negative: found -2",
  "texts": "numbers of the type string are not read",
  "complex numbers": "numbers of the type complex64 are not read",
  "an unknown type": "numbers of the type small",
  "two values": 'attribute "a": it must have one value',
  "an unknown attribute": 'attribute "a": its type is not one that is read',
  "deep": "graphs may lie 8 deep in one another",
  "very deep": "graphs may lie 8 deep in one another",
};

for (const [name, message] of Object.entries(refusals)) {
  Deno.test(`a model is refused with its place: ${name}`, () => {
    const bytes = bytesOf(reference.bad[name as keyof typeof reference.bad]);
    assertThrows(() => readOnnxModel(bytes), DataError, message);
  });
}

Deno.test("whatever is cut off is refused, and no piece is taken for the whole", () => {
  const bytes = bytesOf(reference.good.everything.file);
  const whole = plain(readOnnxModel(bytes));
  for (let length = 0; length < bytes.length; length++) {
    try {
      const model = plain(readOnnxModel(bytes.subarray(0, length)));
      // What ends behind the graph lacks opsets or metadata and nothing else.
      assertEquals(
        { ...model as object, opsets: 0, metadata: 0 },
        { ...whole as object, opsets: 0, metadata: 0 },
      );
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  }
});
