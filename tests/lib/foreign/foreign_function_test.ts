// The protocol, byte by byte, with the programs of the other side written here.
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import {
  type ByteStreams,
  type DifferentiatedFunction,
  foreignFunction,
  gradcheck,
  gradcheckAsync,
  NablaError,
  type Values,
} from "../../../mod.ts";

const encoder = new TextEncoder();

/** The bytes of doubles, lowest first. */
function bytesOf(...numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((each, i) => view.setFloat64(8 * i, each, true));
  return new Uint8Array(view.buffer);
}

function concat(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [
    ...typeof part === "string" ? encoder.encode(part) : part,
  ]));
}

/** Streams of a program that says all it has to say, in pieces, whatever it is asked. */
function saying(
  parts: readonly (string | Uint8Array)[],
  pieceLength = Infinity,
) {
  const all = concat(parts);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < all.length; at += pieceLength) {
    pieces.push(all.slice(at, at + pieceLength));
  }
  const heard: Uint8Array[] = [];
  const streams: ByteStreams = {
    readable: ReadableStream.from(pieces),
    writable: new WritableStream({ write: (chunk) => void heard.push(chunk) }),
  };
  return { streams, heard: () => concat(heard) };
}

const double = (length: number) => ({ type: "float64", shape: [length] });

function line(fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(fields)}\n`;
}

const hello = [
  line({ nabla: 1, name: "g", names: ["a"], arrays: [double(2)] }),
  bytesOf(1, -2),
];

for (const pieceLength of [Infinity, 1, 7]) {
  Deno.test(`messages go to and fro in pieces of ${pieceLength} bytes`, async () => {
    const single = new DataView(new ArrayBuffer(4));
    single.setFloat32(0, 0.1, true);
    const { streams, heard } = saying([
      ...hello,
      line({
        arrays: [{ type: "float32", shape: [1, 1] }],
      }),
      new Uint8Array(single.buffer),
      line({ arrays: [double(2)], more: "is ignored" }),
      bytesOf(NaN, Infinity),
    ], pieceLength);
    const { name, names, at, shapes, f, vjp, close } = await foreignFunction(
      streams,
    );
    assertEquals({ name, names, at, shapes }, {
      name: "g",
      names: ["a"],
      at: [Float64Array.of(1, -2)],
      shapes: [[2]],
    });
    assertEquals(await f(Float64Array.of(3, 4)), Float32Array.of(0.1));
    assertEquals(
      await vjp(Float32Array.of(0.1), Float64Array.of(5, 6)),
      [Float64Array.of(NaN, Infinity)],
    );
    await close();
    assertEquals(
      heard(),
      concat([
        '{"call":"f","arrays":[{"type":"float64","shape":[2]}]}\n',
        bytesOf(3, 4),
        '{"call":"vjp","arrays":[{"type":"float32","shape":[1,1]},' +
        '{"type":"float64","shape":[2]}]}\n',
        new Uint8Array(single.buffer),
        bytesOf(5, 6),
      ]),
    );
  });
}

/** A program over streams, which reads as many bytes as its arguments have. */
function serve(
  { f, vjp, at }: DifferentiatedFunction,
  changes: (x: Float64Array[]) => void = () => {},
): ByteStreams {
  const [down, up] = [new TransformStream(), new TransformStream()];
  const answers = up.writable.getWriter();
  const say = (fields: object, arrays: readonly (Float64Array | undefined)[]) =>
    answers.write(concat([
      line({
        ...fields,
        arrays: arrays.map((each) => each ? double(each.length) : null),
      }),
      ...arrays.flatMap((each) => each ? [bytesOf(...each)] : []),
    ]));
  async function answer() {
    const start = at.map((each) => Float64Array.from(each));
    await say({ nabla: 1 }, start);
    for await (const message of down.readable) {
      const end = message.indexOf(10) + 1;
      const { call, arrays } = JSON.parse(
        new TextDecoder().decode(message.subarray(0, end)),
      );
      let place = end;
      const x = arrays.map(({ shape: [length] }: { shape: number[] }) => {
        const view = new DataView(message.buffer, place);
        place += 8 * length;
        return Float64Array.from(
          { length },
          (_, i) => view.getFloat64(8 * i, true),
        );
      });
      const dy = call === "vjp" ? x.shift() : undefined;
      const found = dy === undefined ? [f(...x)] : vjp(dy, ...x);
      const own = (found as readonly ArrayLike<number>[]).map((each) =>
        each && Float64Array.from(each)
      );
      const before = x.map((each: Float64Array) => each.slice());
      changes(x);
      const changed = x.flatMap((each: Float64Array, k: number) =>
        each.join() === before[k].join() ? [] : [k + (dy ? 1 : 0)]
      );
      await say({ changed }, [
        ...own,
        ...changed.map((k: number) => x[k - (dy ? 1 : 0)]),
      ]);
    }
  }
  void answer();
  return { readable: up.readable, writable: down.writable };
}

const product: DifferentiatedFunction = {
  f: (a, b) => a.map((t, i) => t * b[i] * b[i]),
  vjp: (dy, a, b) => [
    dy.map((d, i) => d * b[i] * b[i]),
    dy.map((d, i) => 2 * d * a[i] * b[i]),
  ],
  at: [[1, 2, 3], [0.5, -1, 4]],
};

const cases: Readonly<Record<string, DifferentiatedFunction>> = {
  "right": product,
  "wrong": {
    ...product,
    vjp: (dy, a, b) => [
      dy.map((d, i) => d * b[i] * b[i]),
      dy.map((d, i) => d * a[i] * b[i]),
    ],
  },
  "without a gradient for one argument": {
    ...product,
    vjp: (dy, _, b) => [dy.map((d, i) => d * b[i] * b[i]), undefined],
  },
};
for (const [what, own] of Object.entries(cases)) {
  Deno.test(`a function that is ${what} has the report that it has here`, async () => {
    const subject = await foreignFunction(serve(own));
    assertEquals(await gradcheckAsync(subject), gradcheck(own));
    await subject.close();
  });
}

Deno.test("what the program changes in place is found", async () => {
  const subject = await foreignFunction(serve(product, ([a]) => a[0]++));
  const { verdict, checks: [{ behaviors }] } = await gradcheckAsync(subject);
  assertEquals(verdict, "fail");
  assertEquals(
    behaviors.find(({ name }) => name === "pure")?.detail,
    "f changes x0",
  );
  await subject.close();
});

Deno.test("calls that are made at once are answered each with its own", async () => {
  const numbers = [1, 2, 3];
  const answers = numbers.flatMap((n) => [
    line({ arrays: [double(3)] }),
    bytesOf(n, n, n),
  ]);
  const { streams } = saying([...hello, ...answers], 5);
  const { f } = await foreignFunction(streams);
  const found = await Promise.all(numbers.map((n) => f(Float64Array.of(n, n))));
  assertEquals(found as Values[], numbers.map((n) => Float64Array.of(n, n, n)));
});

const tooLong = "x".repeat(2 ** 20 + 1);
const first = (fields: Readonly<Record<string, unknown>>) => [
  line({ nabla: 1, arrays: [], ...fields }),
];
const hostile: readonly (readonly [
  what: string,
  parts: readonly (string | Uint8Array)[],
  words: string,
])[] = [
  ["nothing", [], "it ended before it answered"],
  ["half a line", ['{"nabla":1'], "it ended before it answered"],
  ["an array cut short", [hello[0], bytesOf(1)], "it ended before"],
  ["a line without an end", [tooLong], "must have at most 1,048,576 bytes"],
  ["a long line with an end", [`${tooLong}\n`], "at most 1,048,576 bytes"],
  ["a print", ["loading …\n"], 'line of JSON: found "loading …"'],
  [
    "bytes of no text",
    ['{"nabla":1,"name":"', Uint8Array.of(0xff), '","arrays":[]}\n'],
    "a line of JSON",
  ],
  ["a list", ["[1]\n"], 'a line of JSON: found "[1]"'],
  ["arrays that are none", first({ arrays: {} }), "must be a list of arrays"],
  ["10,001 arrays", first({ arrays: Array(10_001).fill(null) }), "a list of"],
  [
    "a type unknown",
    first({ arrays: [{ type: "int8", shape: [1] }] }),
    'float64 or float32: found "\\"int8\\""',
  ],
  [
    "an array without a type",
    first({ arrays: [7] }),
    'float64 or float32: found "nothing"',
  ],
  [
    "a length below 0",
    first({ arrays: [{ type: "float64", shape: [-1] }] }),
    'a shape must be a list of sizes: found "[-1]"',
  ],
  [
    "half a length",
    first({ arrays: [{ type: "float64", shape: [0.5] }] }),
    "a list of sizes",
  ],
  [
    "33 axes",
    first({ arrays: [{ type: "float64", shape: Array(33).fill(1) }] }),
    "a list of sizes",
  ],
  [
    "an absurd length",
    first({ arrays: [double(1e9)] }),
    "at most 100,000,000 numbers",
  ],
  [
    "a product that overflows",
    first({ arrays: [{ type: "float32", shape: Array(32).fill(1e15) }] }),
    "at most 100,000,000 numbers",
  ],
  [
    "two large arrays",
    first({ arrays: [double(6e7), double(6e7)] }),
    "at most 100,000,000 numbers",
  ],
  [
    "a large array that does not come",
    first({ arrays: [double(9e7)] }),
    "it ended before it answered",
  ],
  ["another version", first({ nabla: 2 }), "must have `nabla`: 1"],
  ["no argument", first({ arrays: [null] }), "each argument must be an"],
  ["too many names", first({ names: ["x"] }), "a name for each argument"],
  [
    "an error",
    [line({ error: "\x1b[2Jno\x07 luck", help: "Try\x1b again." })],
    "Cannot check a function of the program as  [2Jno  luck",
  ],
];
for (const [what, parts, words] of hostile) {
  Deno.test(`a program that begins with ${what} is refused`, async () => {
    const { message } = await assertRejects(
      () => foreignFunction(saying(parts).streams),
      NablaError,
    );
    assertStringIncludes(message, words);
  });
}

const answers: typeof hostile = [
  ["no array", [line({ arrays: [] })], "its answer to f must be one array"],
  ["none", [line({ arrays: [null] })], "its answer to f must be one array"],
  [
    "two arrays",
    [line({ arrays: [double(0), double(0)] })],
    "its answer to f must be one array",
  ],
  [
    "a change of nothing",
    [line({ arrays: [], changed: [0] })],
    "`changed` must be a list of the arrays that follow",
  ],
  [
    "a change of an argument that there is not",
    [line({ arrays: [double(0), double(0)], changed: [1] })],
    "must have the size that it had",
  ],
  [
    "an error",
    [line({ error: "it raised ValueError: no" })],
    "Cannot run the forward pass of mine as it raised ValueError: no",
  ],
];
for (const [what, parts, words] of answers) {
  Deno.test(`an answer with ${what} is refused`, async () => {
    const { streams } = saying([...hello, ...parts]);
    const { f } = await foreignFunction(streams, "mine");
    const { message } = await assertRejects(
      async () => await f(Float64Array.of(1, 2)),
      NablaError,
    );
    assertStringIncludes(message, words);
  });
}

Deno.test("vjp must be answered with as many arrays as there are arguments", async () => {
  const { streams } = saying([...hello, line({ arrays: [] })]);
  const { vjp } = await foreignFunction(streams);
  await assertRejects(
    async () => await vjp(Float64Array.of(1), Float64Array.of(1, 2)),
    NablaError,
    "Cannot talk to g as its answer to vjp must be 1 array: found 0",
  );
});

Deno.test("behind what is no message nothing is read", async () => {
  const answer = [line({ arrays: [double(1)] }), bytesOf(1)];
  const { streams } = saying([...hello, "oops\n", ...answer]);
  const { f } = await foreignFunction(streams);
  for (let call = 0; call < 2; call++) {
    await assertRejects(
      async () => await f(Float64Array.of(1, 2)),
      NablaError,
      'found "oops"',
    );
  }
});

Deno.test("an error that is answered is not the end", async () => {
  const answer = [line({ arrays: [double(1)] }), bytesOf(7)];
  const { streams } = saying([...hello, line({ error: "no" }), ...answer]);
  const { f } = await foreignFunction(streams);
  await assertRejects(async () => await f(Float64Array.of(1, 2)), NablaError);
  assertEquals(await f(Float64Array.of(1, 2)), Float64Array.of(7));
});

/** A program that is alive, says something, and takes nothing that it is asked. */
function deaf(...last: readonly string[]): ByteStreams {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  for (const part of hello) void writer.write(concat([part]));
  return {
    readable,
    writable: new WritableStream({
      write() {
        for (const part of last) void writer.write(encoder.encode(part));
        throw new Error("Broken pipe (os error 32)");
      },
    }),
  };
}

const endings: readonly (readonly [string, ByteStreams, string])[] = [
  [
    "a program that lives on and takes nothing is not awaited for ever",
    deaf(),
    "Cannot talk to mine as it takes nothing that is asked: Broken pipe (os error 32)",
  ],
  [
    "the last message of a program that takes nothing more is kept",
    deaf(line({ error: "its memory is full", arrays: [] })),
    "Cannot run the forward pass of mine as its memory is full",
  ],
  [
    "what cannot be read of a program is no fault of nabla",
    {
      readable: ReadableStream.from((async function* () {
        yield await Promise.resolve(concat(hello));
        throw new Error("Input/output error (os error 5)");
      })()),
      writable: new WritableStream(),
    },
    "Cannot talk to mine as its answer cannot be read: Input/output error (os error 5)",
  ],
];
for (const [what, streams, words] of endings) {
  Deno.test(what, async () => {
    const subject = await foreignFunction(streams, "mine");
    const { message } = await assertRejects(
      async () => await subject.f(Float64Array.of(1, 2)),
      NablaError,
    );
    assertEquals(message, words);
    await subject.close();
  });
}

Deno.test("a program that ends is no finding of a check, whenever it does", async () => {
  for (const answers of [3, 9, 40]) {
    const { readable, writable } = serve(product);
    let left = answers;
    const subject = await foreignFunction({
      readable: readable.pipeThrough(
        new TransformStream({
          transform(piece, controller) {
            if (left-- > 0) controller.enqueue(piece);
            else controller.terminate();
          },
        }),
      ),
      writable,
    });
    await assertRejects(
      () => gradcheckAsync(subject),
      NablaError,
      "it ended before it answered",
    );
    await subject.close();
  }
});

Deno.test("closing waits for nothing that a program does not take", async () => {
  const { streams } = saying(hello);
  const subject = await foreignFunction({
    readable: streams.readable,
    writable: new WritableStream({ write: () => new Promise(() => {}) }),
  });
  const asked = subject.f(Float64Array.of(1, 2));
  await assertRejects(async () => await asked, NablaError, "it ended");
  await subject.close();
});
