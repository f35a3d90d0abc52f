// Programs that were written for PyTorch train as `nabla train` does.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { pythonsWithTorch } from "./pythons.ts";

const main = new URL("../../dsl/cli/main.ts", import.meta.url).pathname;
const map = new URL("../../.ci/import_map.json", import.meta.url).pathname;
const pythons = await pythonsWithTorch();

interface Run {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

async function call(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", LC_ALL: "C", ...env },
  }).output();
  const [out, errors] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  return { code, out, errors };
}

async function nabla(cwd: string, ...args: string[]): Promise<string> {
  const { code, out, errors } = await call(Deno.execPath(), [
    ...["run", "--quiet", "--no-check", "--no-prompt", "--import-map", map],
    ...["--unstable-worker-options", "-A", main, ...args],
  ], cwd);
  assertEquals(code, 0, errors);
  return out;
}

/** Two processes that share the work, over gloo. */
function together(
  python: string,
  cwd: string,
  args: readonly string[],
  port: number,
) {
  return [0, 1].map((rank) =>
    new Deno.Command(python, {
      args: ["train.py", ...args],
      cwd,
      stdout: "piped",
      stderr: "piped",
      env: {
        RANK: `${rank}`,
        WORLD_SIZE: "2",
        MASTER_ADDR: "127.0.0.1",
        MASTER_PORT: `${port}`,
        OMP_NUM_THREADS: "1",
      },
    }).spawn()
  );
}

interface Epoch {
  readonly epoch: number;
  readonly loss: number;
  readonly validation?: number;
  readonly rate: number;
}

/** The epochs of a log of nabla. */
async function logged(path: string): Promise<Epoch[]> {
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  return lines.map((line) => JSON.parse(line)).filter(({ event }) =>
    event === "epoch"
  ).map(({ epoch, loss, validation, learningRate }) => ({
    epoch,
    loss,
    validation: validation?.loss,
    rate: learningRate,
  }));
}

/** The epochs that a program told. */
function told(out: string): Epoch[] {
  return out.trim().split("\n").map((line) => JSON.parse(line))
    .filter(({ event }) => event === "epoch")
    .map(({ epoch, rate, training, validation }) => ({
      epoch,
      loss: training.loss,
      validation: validation?.loss,
      rate,
    }));
}

/** The largest difference of losses and rates, relative. */
function apart(found: readonly Epoch[], wanted: readonly Epoch[]): number {
  assertEquals(found.length, wanted.length);
  let worst = 0;
  for (const [i, epoch] of wanted.entries()) {
    for (const name of ["loss", "validation", "rate"] as const) {
      const [a = 0, b = 0] = [found[i][name], epoch[name]];
      assertEquals(found[i][name] === undefined, epoch[name] === undefined);
      worst = Math.max(worst, Math.abs(a - b) / Math.max(Math.abs(b), 1e-3));
    }
  }
  return worst;
}

const classes = [
  "--data",
  "spiral(classes=3,examples=250)",
  "--normalize",
  "standard",
];
const numbers = ["--data", "line.csv", "--target", "y", "--without", "c"];
const flat = "fc(16) -> tanh -> fc(3) -> cross_entropy";
const steps = ["--epochs", "20", "--batch", "50"];

/** Texts with the options of a training of 100 steps. */
const trainings: readonly (readonly [text: string, ...options: string[]])[] = [
  ...[
    "sgd",
    "adam",
    "adamw(weightDecay=0.1)",
    "rmsprop(momentum=0.5,centered=yes)",
    "adagrad",
    "lion",
  ]
    .map((optimizer) =>
      [flat, ...classes, ...steps, "--optimizer", optimizer] as const
    ),
  [
    flat,
    ...classes,
    "--epochs",
    "10",
    "--optimizer",
    "lbfgs(maxIterations=10)",
    // Its line search makes much of the last digits.
    "--precision",
    "float64",
  ],
  [flat, ...classes, ...steps, "--optimizer", "sgd(momentum=0.9,nesterov=yes)"],
  [
    flat,
    ...classes,
    ...steps,
    "--optimizer",
    "adam(amsgrad=yes)",
    "--weight-decay",
    "0.01",
  ],
  ...[
    "step(every=4,factor=0.5)",
    "cosine",
    "cosine(final=0.0001)",
    "oneCycle",
    "oneCycle(curve=linear)",
    "plateau(patience=0,factor=0.5,threshold=0.05)",
  ]
    .map((schedule) =>
      [
        flat,
        ...classes,
        ...steps,
        "--schedule",
        schedule,
        "--warm-up",
        "7",
      ] as const
    ),
  [flat, ...classes, ...steps, "--clip-norm", "0.3", "--clip-value", "0.2"],
  [flat, ...classes, "--epochs", "50", "--batch", "32", "--accumulate", "4"],
  [
    flat,
    ...classes,
    ...steps,
    "--average",
    "0.9",
    "--validation",
    "0.2",
    "--patience",
    "3",
  ],
  [
    flat,
    ...classes,
    ...steps,
    "--validation",
    "0.3",
    "--in-order",
    "--seed",
    "7",
  ],
  [
    flat,
    ...classes,
    ...steps,
    "--precision",
    "float64",
    "--seed",
    "5000000000",
  ],
  [
    "fc(8) -> tanh -> fc(1) -> mse",
    ...numbers,
    ...steps,
    "--validation",
    "0.2",
  ],
  ["fc(8) -> tanh -> fc(1) -> huber(0.5)", ...numbers, ...steps],
  ["fc(8) -> tanh -> fc(1) -> huber(0.5)", ...numbers, ...steps, "--stream"],
  ["fc(1) -> mse", ...numbers],
  [
    "x: input(2)\nx -> h: (fc(8) -> tanh)\nh -> fc(1) -> price: mse\nh -> fc(1) -> other: mae",
    ...[
      "--data",
      "line.csv",
      "--target",
      "price=y",
      "other=c",
      "--inputs",
      "a,b",
    ],
    ...steps,
    "--validation",
    "0.2",
  ],
  [
    "input(16,12,1) -> conv(3,4,pad=same) -> batchnorm -> relu -> maxpool(2) -> flatten -> fc(10) -> cross_entropy",
    ...["--data", "digits(examples=200)", "--epochs", "20", "--batch", "40"],
  ],
];

/** A folder with a table of numbers; it is removed at the end. */
async function inFolder(work: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    const rows = Array.from({ length: 250 }, (_, i) => {
      const [a, b] = [Math.sin(i * 12.9898), Math.cos(i * 78.233)];
      return `${a},${b},${30 + 12 * a - 5 * b * b},${a - b}`;
    });
    await Deno.writeTextFile(
      `${folder}/line.csv`,
      ["a,b,y,c", ...rows].join("\n") + "\n",
    );
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const { path, version } of pythons) {
  for (const [text, ...options] of trainings) {
    Deno.test(`PyTorch ${version} gives the losses of nabla: ${text.split("\n").at(-1)} ${options.join(" ")}`, () =>
      inFolder(async (folder) => {
        await nabla(
          folder,
          "train",
          text,
          ...options,
          "--log",
          "own.jsonl",
          "--out",
          "own.safetensors",
        );
        await nabla(
          folder,
          "export",
          text,
          ...options,
          "--pytorch",
          "train.py",
        );
        const { code, out, errors } = await call(
          path,
          ["train.py", "--json"],
          folder,
        );
        assertEquals(code, 0, errors);
        const worst = apart(told(out), await logged(`${folder}/own.jsonl`));
        assert(worst < 1e-5, `${worst}`);
      }));
  }

  const export1 = async (folder: string, ...more: string[]) => {
    const own = more.includes("--epochs") ? ["--batch", "50"] : steps;
    const options = [...classes, ...own, "--validation", "0.3", ...more];
    await nabla(folder, "export", flat, ...options, "--pytorch", "train.py");
  };

  Deno.test(`two processes give the losses of one with twice the batch, PyTorch ${version}`, () =>
    inFolder(async (folder) => {
      for (const [i, more] of [[], ["--clip-norm", "0.3"]].entries()) {
        await export1(folder, ...more);
        const one = await call(path, ["train.py", "--json"], folder);
        const runs = together(
          path,
          folder,
          ["--json", "--batch", "25"],
          port(i),
        );
        const [first, second] = await Promise.all(
          runs.map((run) => run.output()),
        );
        const [out, errors] = [first.stdout, first.stderr].map((bytes) =>
          new TextDecoder().decode(bytes)
        );
        assertEquals([first.code, second.code], [0, 0], errors);
        const worst = apart(told(out), told(one.out));
        assert(worst < 1e-5, `${worst}`);
        await nabla(
          folder,
          "evaluate",
          "net.safetensors",
          "--data",
          "spiral(classes=3)",
        );
      }
    }));

  Deno.test(`where one of two processes is killed, the other ends, and the next start goes on, PyTorch ${version}`, () =>
    inFolder(async (folder) => {
      await export1(folder, "--epochs", "400");
      const args = ["--json", "--batch", "25", "--save-every", "0.2"];
      const runs = together(path, folder, args, port(5));
      const lines = runs[0].stdout.pipeThrough(new TextDecoderStream())
        .getReader();
      while (
        !(await lines.read()).value?.includes('"epoch": 1')
      ) { /* It begins. */ }
      await change(`${folder}/net.safetensors.checkpoint.pt`);
      runs[1].kill("SIGKILL");
      // What it prints is read, or it would wait for that.
      const drained = (async () => {
        while (!(await lines.read()).done);
      })();
      const errors = new Response(runs[0].stderr).text();
      const { code } = await runs[0].status;
      assertEquals(code, 1);
      assertStringIncludes(
        await errors,
        "another process ended: the same command goes on from the last checkpoint",
      );
      await drained;
      await runs[1].stdout.cancel();
      await runs[1].stderr.cancel();
      const again = together(path, folder, args, port(6));
      const [first, second] = await Promise.all(
        again.map((run) => run.output()),
      );
      assertEquals(
        [first.code, second.code],
        [0, 0],
        new TextDecoder().decode(first.stderr),
      );
      const rest = told(new TextDecoder().decode(first.stdout));
      assert(rest[0].epoch > 1, `${rest[0].epoch}`);
      assertEquals(rest.at(-1)?.epoch, 400);
      assertEquals(
        await exists(`${folder}/net.safetensors.checkpoint.pt`),
        false,
      );
    }));

  Deno.test(`a program that was killed ends with the bytes that it would have had, PyTorch ${version}`, () =>
    inFolder(async (folder) => {
      await export1(
        folder,
        "--epochs",
        "300",
        "--average",
        "0.9",
        "--schedule",
        "plateau(patience=1)",
        "--optimizer",
        "adamw",
      );
      const whole = await call(
        path,
        ["train.py", "--out", "whole.safetensors"],
        folder,
      );
      assertEquals(whole.code, 0, whole.errors);
      for (const kills of [true, true, false]) {
        const run = new Deno.Command(path, {
          args: [
            "train.py",
            "--out",
            "killed.safetensors",
            "--save-every",
            "0.05",
          ],
          cwd: folder,
          stdout: "null",
          stderr: "null",
        }).spawn();
        if (kills) {
          await change(`${folder}/killed.safetensors.checkpoint.pt`);
          run.kill("SIGKILL");
        }
        assertEquals((await run.status).success, !kills);
      }
      const [a, b] = await Promise.all(
        ["whole", "killed"].map((name) =>
          Deno.readFile(`${folder}/${name}.safetensors`)
        ),
      );
      assertEquals(a, b);
    }));

  Deno.test(`what does not belong together is refused, PyTorch ${version}`, () =>
    inFolder(async (folder) => {
      await export1(folder);
      const program = await Deno.readTextFile(`${folder}/train.py`);
      await export1(folder, "--seed", "1");
      await Deno.writeTextFile(`${folder}/train.py`, program);
      const { code, errors } = await call(path, ["train.py"], folder);
      assertEquals(code, 1);
      assertStringIncludes(
        errors,
        "train.start.safetensors is of another export",
      );
      await Deno.remove(`${folder}/train.start.safetensors`);
      const missing = await call(path, ["train.py"], folder);
      assertEquals(missing.code, 1);
      assertStringIncludes(missing.errors, "No such file");
      assertEquals(missing.errors.includes("Traceback"), false);
    }));
}

/** A port of the tests' own. */
function port(n: number): number {
  return 29700 + Deno.pid % 1000 + 10 * n;
}

/** Waits until a file is written anew, a minute at most. */
async function change(path: string): Promise<void> {
  const time = () =>
    Deno.stat(path).then(({ mtime }) => mtime?.getTime(), () => undefined);
  const before = await time();
  for (let tries = 0; await time() === before; tries++) {
    assert(tries < 1200, `${path} is not written`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
