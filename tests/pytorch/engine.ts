// `nabla train --engine torch`: written, run and taken back in one command.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { pythonsWithTorch } from "./pythons.ts";

const main = new URL("../../dsl/cli/main.ts", import.meta.url).pathname;
const map = new URL("../../.ci/import_map.json", import.meta.url).pathname;
const decoder = new TextDecoder();

function start(folder: string, ...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "--no-prompt", "--import-map", map],
      ...["--unstable-worker-options", "-A", main, ...args],
    ],
    cwd: folder,
    env: { NO_COLOR: "1", LC_ALL: "C" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function nabla(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await start(folder, ...args).output();
  return {
    code,
    out: decoder.decode(stdout),
    errors: decoder.decode(stderr),
  };
}

async function names(folder: string): Promise<string[]> {
  const found = await Array.fromAsync(Deno.readDir(folder));
  return found.map(({ name }) => name).sort();
}

async function inFolder(work: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const training = [
  ...[
    "fc(16) -> tanh -> fc(1) -> mse",
    "--data",
    "regression-line(examples=200)",
  ],
  ...["--validation", "0.2", "--batch", "40", "--average", "0.9"],
];

for (const { path, version } of await pythonsWithTorch()) {
  const torch = ["--engine", "torch", "--interpreter", path];

  Deno.test(`two processes of PyTorch ${version} train as nabla does, and leave nothing but the network`, () =>
    inFolder(async (folder) => {
      const epochs = ["--epochs", "20", "--json"];
      const own = await nabla(folder, "train", ...training, ...epochs);
      const { code, out, errors } = await nabla(
        folder,
        "train",
        ...training,
        ...epochs,
        ...torch,
        "--processes",
        "2",
        "--out",
        "net.safetensors",
        "--plot",
        "curve.svg",
      );
      assertEquals([code, errors], [0, ""]);
      const [a, b] = [own.out, out].map((text) => JSON.parse(text));
      assertEquals([a.reason, a.epoch], [b.reason, b.epoch]);
      for (
        const [i, { loss, validation, learningRate }] of a.history.entries()
      ) {
        const found = b.history[i];
        assertEquals(found.learningRate, learningRate);
        assert(Math.abs(found.loss / loss - 1) < 1e-5);
        assert(Math.abs(found.validation.loss / validation.loss - 1) < 1e-5);
      }
      assertEquals(await names(folder), ["curve.svg", "net.safetensors"]);
      // In the units of the targets, as one of nabla's own.
      const shown = await nabla(folder, "show", "net.safetensors", "--json");
      assertEquals("targetNormalization" in JSON.parse(shown.out), false);
    }));

  Deno.test(`killed at any moment, the same command goes on, PyTorch ${version}`, () =>
    inFolder(async (folder) => {
      const call = [
        "train",
        ...training,
        "--epochs",
        "800",
        ...torch,
        "--out",
        "net.safetensors",
        "--save-every",
        "0.2s",
        "--log",
        "log.jsonl",
      ];
      const checkpoint = `${folder}/net.torch.safetensors.checkpoint.pt`;
      for (const signal of ["SIGKILL", "SIGINT"] as const) {
        const child = start(folder, ...call);
        await written(checkpoint);
        child.kill(signal);
        const { code, stderr } = await child.output();
        if (signal === "SIGKILL") continue;
        assertEquals(code, 130);
        assertStringIncludes(
          decoder.decode(stderr),
          "stopped; the same command continues from net.torch.safetensors.checkpoint.pt",
        );
      }
      // The processes that were started have ended with theirs.
      const later = (await Deno.stat(checkpoint)).mtime?.getTime();
      await new Promise((done) => setTimeout(done, 1000));
      assertEquals((await Deno.stat(checkpoint)).mtime?.getTime(), later);
      const other = await nabla(folder, ...call, "--seed", "1");
      assertEquals(other.code, 2);
      assertStringIncludes(other.errors, "is of another training");
      const { code, out, errors } = await nabla(folder, ...call);
      assertEquals([code, errors], [0, ""]);
      assertStringIncludes(out, "resuming at step");
      assertStringIncludes(out, "800");
      const epochs = (await Deno.readTextFile(`${folder}/log.jsonl`)).trim()
        .split("\n").map((line) => JSON.parse(line)).filter(({ event }) =>
          event === "epoch"
        );
      assertEquals(
        epochs.map(({ epoch }) => epoch),
        Array.from({ length: 800 }, (_, i) => i + 1),
      );
      assertEquals(await names(folder), ["log.jsonl", "net.safetensors"]);
    }));

  Deno.test(`what goes wrong in PyTorch ${version} is told in a line`, () =>
    inFolder(async (folder) => {
      const { code, errors } = await nabla(
        folder,
        "train",
        ...training,
        ...torch,
        "--out",
        "net.safetensors",
        "--optimizer",
        "sgd",
        "--learning-rate",
        "1e30",
        "--epochs",
        "5",
      );
      assertEquals(code, 2);
      assertStringIncludes(
        errors,
        "nabla: epoch 1: the loss is no number any more: try a smaller learning rate",
      );
      assertEquals(errors.includes("Traceback"), false);
    }));
}

/** Waits until a file is written anew, a minute at most. */
async function written(path: string): Promise<void> {
  const time = () =>
    Deno.stat(path).then(({ mtime }) => mtime?.getTime(), () => undefined);
  const before = await time();
  for (let tries = 0; await time() === before; tries++) {
    assert(tries < 400, `${path} is not written`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
