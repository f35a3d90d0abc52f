// Trainings that something cuts short: what is kept, and what is said of it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../../../../dsl/cli/main.ts";
import type { Io } from "../../../../../dsl/cli/world/io.ts";
import { defineLayer } from "../../../../../define.ts";
import { open, type World } from "../../../../helpers/memory_io.ts";
import { files, over, trained } from "../../../../helpers/training_files.ts";

const out = "net.safetensors";
const checkpoint = "net.checkpoint.safetensors";
const call = ["train", "line.nn", "--data", "lines.csv", "--target", "z"]
  .concat("--epochs", "4", "--batch", "5", "--out", out, "--log", "log")
  .concat("--plot", "curve.svg");
const whole = await trained(call.slice(1));
const goesOn = `stopped; the same command continues from ${checkpoint}\n`;

const noSpace = () =>
  Promise.reject(
    Object.assign(new Error("No space left on device (os error 28)"), {
      code: "ENOSPC",
    }),
  );

/** Runs a training in a world where something fails. */
async function broken(
  failing: (io: Io) => Partial<Io>,
  { world, words = call }: { world?: World; words?: readonly string[] } = {},
) {
  const { io, ended } = open({ files, ...world });
  return ended(await main(words, { ...io, ...failing(io) }));
}

/** What fails at writing one file. */
const fullAt = (place: string) => (io: Io): Partial<Io> => ({
  writeFile: (path, content) =>
    path === place ? noSpace() : io.writeFile(path, content),
});

/** A log that is full after so many lines. */
const fullLog = (lines: number) => (io: Io): Partial<Io> => ({
  async appendTo(path) {
    const file = await io.appendTo(path);
    let left = lines;
    return {
      ...file,
      add: (text) => left-- > 0 ? file.add(text) : noSpace(),
    };
  },
});

const losses = (log: string) =>
  log.trimEnd().split("\n").map((line) => JSON.parse(line))
    .filter(({ event }) => event === "epoch")
    .map(({ epoch, loss }) => [epoch, loss]);

Deno.test("where the log cannot be written, the training is kept, and so are its epochs", async () => {
  for (const lines of [0, 1, 2, 3]) {
    const { status, error, files: left, bytes } = await broken(fullLog(lines));
    assertEquals(status, 2);
    assert(!(out in left), "no network is written");
    assertEquals(
      error.slice(error.indexOf("nabla: ")),
      `nabla: cannot write log: No space left on device (os error 28)\nMake room on the disk, then give the same command again.\n${goesOn}`,
    );
    const resumed = await trained(call.slice(1), { files: bytes });
    assertEquals(resumed.bytes[out], whole.bytes[out]);
    assertEquals(losses(resumed.files.log), losses(whole.files.log));
  }
});

Deno.test("where the network cannot be written, the same command finishes at once", async () => {
  const { status, error, bytes } = await broken(fullAt(out));
  assertEquals(status, 2);
  assertEquals(
    error,
    `nabla: cannot write ${out}: No space left on device (os error 28)\nMake room on the disk, then give the same command again.\n${goesOn}`,
  );
  const resumed = await trained(call.slice(1), { files: bytes });
  assertStringIncludes(resumed.out, "resuming at step 20, all epochs done\n");
  assertEquals(resumed.bytes[out], whole.bytes[out]);
  const again = await broken(fullAt(out), { world: { files: bytes } });
  assertStringIncludes(again.error, goesOn);
  assertEquals(again.bytes[checkpoint], bytes[checkpoint]);
});

Deno.test("a picture that cannot be drawn costs no network, and status 2", async () => {
  const { status, error, bytes, out: shown } = await broken(
    fullAt("curve.svg"),
  );
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    "nabla: cannot write curve.svg: No space left",
  );
  assertStringIncludes(shown, `saved ${out}\n`);
  assertEquals(bytes[out], whole.bytes[out]);
  assert(!(checkpoint in bytes));
});

Deno.test("where a checkpoint cannot be written, the one before it stays", async () => {
  const stopped = await over(call, { interrupts: 3 });
  const before = stopped.bytes[checkpoint];
  const { status, error, bytes } = await broken(fullAt(checkpoint), {
    world: { files: stopped.bytes },
    words: [...call, "--save-every", "1"],
  });
  assertEquals(status, 2);
  assertEquals(
    error,
    `nabla: cannot write ${checkpoint}: No space left on device (os error 28)\nMake room on the disk, then give the same command again.\n${goesOn.trimEnd()}, which is of an earlier step\n`,
  );
  assertEquals(bytes[checkpoint], before);
  const first = await broken(fullAt(checkpoint), {
    words: [...call, "--save-every", "1"],
  });
  assertStringIncludes(first.error, "\nstopped; nothing was saved\n");
  // Its folder is gone.
  const none = await broken((io) => ({
    ...fullAt(checkpoint)(io),
    fileExists: () => Promise.resolve(false),
  }), {
    world: { files: stopped.bytes },
    words: [...call, "--save-every", "1"],
  });
  assertStringIncludes(none.error, "\nstopped; nothing was saved\n");
});

Deno.test("a training that has no room for its checkpoints ends after its first step", async () => {
  let asked = 0;
  const { status, error } = await broken((io) => ({
    async createFile(path) {
      const file = await io.createFile(path);
      return {
        ...file,
        write: (text) => {
          asked += text.length;
          return asked > 1000 ? noSpace() : file.write(text);
        },
      };
    },
  }));
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    `nabla: cannot write ${checkpoint}: No space left on device (os error 28)\n`,
  );
  assert(asked > 1000);
});

Deno.test("a layer that throws after the first step leaves a checkpoint", async () => {
  let runs = 0;
  const fuse = defineLayer({
    name: "fuse",
    summary: "throws once",
    gradients: { x: "dy" },
    examples: [{ arguments: [], inputs: [[3]] }],
    outputShape: (shape) => shape,
    bind: ({ x, y, dx, dy }) => ({
      forward() {
        if (runs++ === 7) {
          throw new RangeError("Array buffer allocation failed");
        }
        y.set(x);
      },
      backward: () => dx.set(dy),
    }),
  });
  const world = { modules: { "fuse.ts": { fuse } } };
  const words = ["train", "fc(2,3) -> fuse -> fc(1) -> mse", ...call.slice(2)]
    .concat("--layers", "fuse.ts");
  const { status, error, bytes } = await broken(() => ({}), { world, words });
  assertEquals(status, 2);
  assertEquals(
    error,
    `nabla: this is too much for the memory: Array buffer allocation failed\nTake less at once: a smaller network, --batch or file.\n${goesOn}`,
  );
  const resumed = await over(words, { ...world, files: bytes });
  const alone = await over(words, world);
  assertEquals([resumed.status, alone.status], [0, 0]);
  assertEquals(resumed.bytes[out], alone.bytes[out]);
});

for (
  const [signal, expected] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const
) {
  Deno.test(`${signal} saves, with status ${expected}`, async () => {
    const { status, error, bytes } = await over(call, {
      interrupts: 3,
      signal,
    });
    assertEquals([status, error], [expected, goesOn]);
    const resumed = await trained(call.slice(1), { files: bytes });
    assertEquals(resumed.bytes[out], whole.bytes[out]);
  });
}

Deno.test("a reader that closes the pipe leaves a checkpoint", async () => {
  let lines = 0;
  const { status, bytes } = await broken((io) => ({
    out(text) {
      if (++lines > 8) throw new Deno.errors.BrokenPipe("Broken pipe");
      io.out(text);
    },
  }));
  assertEquals(status, 141);
  const resumed = await trained(call.slice(1), { files: bytes });
  assertEquals(resumed.bytes[out], whole.bytes[out]);
});
