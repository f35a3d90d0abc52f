// Training as the worker does it, without a browser.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { predict } from "../../../lib/training/evaluation/predict.ts";
import { initialize } from "../../../lib/network/parameters.ts";
import { writeNumbers } from "../../../lib/base/values.ts";
import { compile } from "../../../dsl/compiler/compiler.ts";
import {
  readNetwork,
  type SavedNetwork,
} from "../../../dsl/network_file/saved_network.ts";
import { sessionOf } from "../../../play/model/session.ts";
import { sizeBins } from "../../../play/model/size_bins.ts";
import { writeOptimizer } from "../../../play/model/optimizer_choice.ts";
import { trainCommand } from "../../../play/model/train_command.ts";
import type {
  Order,
  Report,
  TrainRequest,
} from "../../../play/worker/messages.ts";
import { denoRun, shellIn, wordOf } from "../../helpers/shell.ts";
import { createSession } from "../../../play/worker/training/session.ts";
import { createTrainer } from "../../../play/worker/training/trainer.ts";

const world = { now: () => performance.now(), onColumns() {} };

function request(
  text: string,
  data: string,
  training: Partial<TrainRequest["training"]> = {},
): TrainRequest {
  return {
    text,
    seed: 0,
    data: { kind: "generator", name: data },
    training: { optimizer: "adam", batch: 32, ...training },
  };
}

async function read(bytes: Uint8Array): Promise<SavedNetwork> {
  return await readNetwork(fromBytes("net.safetensors", bytes));
}

const texts:
  readonly (readonly [string, string, Partial<TrainRequest["training"]>])[] = [
    ["fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce", "moons(examples=50)", {
      learningRate: 0.05,
      validation: 0.2,
    }],
    ["fc(1,3) -> relu -> dropout(0.2) -> fc(1) -> mse", "regression-line", {
      optimizer: "sgd(momentum=0.9)",
      batch: 8,
    }],
    ["fc(1,1) -> mse", "regression-line", { optimizer: "lbfgs" }],
    ["fc(1,2) -> tanh -> fc(1) -> mse", "regression-line", {
      optimizer: writeOptimizer({ optimizer: "adamw", decay: 0.5 }),
      learningRate: 0.1,
    }],
    [
      "fc(1,2) -> tanh -> fc(1) -> mse\ngiven fc1.weight = [[3], [-2]]\ngiven fc2.bias = [5]",
      "regression-line",
      {},
    ],
  ];
for (const [text, data, training] of texts) {
  Deno.test(`the command that is shown learns the same numbers: ${JSON.stringify(text)}`, async () => {
    const asked = request(text, data, training);
    const trainer = await createTrainer(asked, world);
    let epochs = 0;
    while (epochs < 3) {
      trainer.picture(["fc1.weight.grad", "loss"]);
      if (await trainer.step()) epochs++;
    }
    const command = trainCommand(
      {
        ...sessionOf(text),
        training: { ...asked.training, speed: 0 },
      },
      asked.data,
      3,
    );
    const printed = await shellIn(
      `nabla() { ${denoRun("--no-check --allow-read --allow-write")} ${
        wordOf("dsl/cli/main.ts")
      } "$@"; }`,
      `${command} --kernels plain > said && base64 net.safetensors || cat said`,
    );
    const theirs = await read(Uint8Array.fromBase64(printed));
    const ours = await read(await trainer.file().bytes());
    for (const { path, value } of ours.parameters) {
      const other = theirs.parameters.get(path).value;
      for (const [i, number] of value.entries()) {
        assert(
          Math.abs(number - other[i]) <= 1e-4 * (1 + Math.abs(number)),
          `${path}[${i}]: ${number} and ${other[i]}`,
        );
      }
    }
  });
}

Deno.test("numbers that are taken predict from the data as it is", async () => {
  const text = "fc(1,3) -> tanh -> fc(1) -> mse";
  const trainer = await createTrainer(
    request(text, "regression-line"),
    world,
  );
  for (let i = 0; i < 200; i++) await trainer.step();
  const { given, isRestored } = trainer.numbers();
  assert(isRestored);
  const { network } = compile(text);
  if (network === undefined) throw new Error();
  const parameters = initialize(network, { precision: "float32" });
  for (const { path, numbers } of given) {
    writeNumbers(parameters.get(path).value, numbers, path);
  }
  const saved = await read(await trainer.file().bytes());
  const {
    normalization: { offset: [offset], scale: [scale] } = {
      offset: [0],
      scale: [1],
    },
  } = saved.description;
  const xs = [-2, 0, 0.5, 3];
  const ours = predict(network, xs, { parameters });
  const theirs = predict(
    saved.network,
    xs.map((x) => (x - offset) / scale),
    { parameters: saved.parameters },
  );
  for (const [i, y] of ours.entries()) {
    assert(Math.abs(y - theirs[i]) < 1e-4 * (1 + Math.abs(y)));
  }
});

Deno.test("what is too large for a text, or cannot take its inputs as they are, is not taken", async () => {
  const taken = async (text: string, data: string) =>
    (await createTrainer(request(text, data), world)).numbers().refusal;
  assertEquals(
    await taken("fc(2,200) -> relu -> fc(2) -> cross_entropy", "moons"),
    "many",
  );
  assertEquals(
    await taken("tanh -> fc(2,2) -> cross_entropy", "moons"),
    "normalized",
  );
});

Deno.test("a picture tells sizes, watched numbers and what is predicted", async () => {
  const trainer = await createTrainer(
    request("fc(2,4) -> tanh -> fc(3) -> cross_entropy", "spiral"),
    world,
  );
  const { facts } = trainer;
  assertEquals([facts.steps, facts.layers], [["fc1", "tanh1", "fc2"], [
    "fc1",
    "fc2",
  ]]);
  assert(facts.paths.includes("fc1.weight.grad"));
  const { sizes, watched, view, epochs } = trainer.picture([
    "fc2.bias.grad",
    "fc1.weight",
    "no.such",
  ]);
  assertEquals(sizes.length, 3 + 2 + 2);
  assert(sizes.every((size) => Number.isFinite(size)));
  assertEquals(
    watched.map(({ path, count, numbers }) => [
      path,
      count,
      numbers.length,
    ]),
    [["fc2.bias.grad", 3, 3], ["fc1.weight", 8, 3]],
  );
  // The gradients of the biases before a softmax add up to nothing.
  const sum = watched[0].numbers.reduce((a, b) => a + b, 0);
  assert(Math.abs(sum) < 1e-6);
  const counted = view?.confusion?.flat().reduce((a, b) => a + b, 0);
  assertEquals(counted, facts.examples);
  const plane = facts.plane;
  assertEquals(view?.cells?.length, (plane?.rows ?? 0) * (plane?.columns ?? 0));
  assertEquals(epochs.length, 0);
});

Deno.test("a picture tells how many gradients and how many parameters of each layer have which size", async () => {
  // Nothing comes back through the second layer, whose weights are 0.
  const text = `fc(1,2) -> tanh -> fc(1) -> mse
given fc1.weight = [[3], [-0.3]]
given fc1.bias = [0.3, 0]
given fc2.weight = [[0, 0]]
given fc2.bias = [-5]
`;
  const trainer = await createTrainer(request(text, "regression-line"), world);
  const { histograms } = trainer.picture([]);
  const { least, count } = sizeBins;
  const powers = (layer: number) =>
    [...histograms.subarray(layer * count, (layer + 1) * count).entries()]
      .filter(([, share]) => share > 0)
      .map(([bin, share]) => [bin === 0 ? 0 : 2 ** (bin - 1 + least), share]);
  assertEquals(histograms.length, 4 * count);
  // First the gradients: all of the first layer are 0, and none of the second.
  assertEquals(powers(0), [[0, 255]]);
  assert(powers(1).length > 0 && powers(1).every(([size]) => size > 0));
  // A quarter of 255 and two, rounded up: 3 lies from 2 on, 0.3 from 1/4 on.
  assertEquals(powers(2), [[0, 64], [0.25, 128], [2, 64]]);
  assertEquals(powers(3), [[0, 170], [4, 85]]);
});

Deno.test("regression shows predictions over truths in their own units", async () => {
  const trainer = await createTrainer(
    request("fc(1,1) -> mse", "regression-line(noise=0)", {
      optimizer: "lbfgs",
    }),
    world,
  );
  while (!await trainer.step());
  for (let i = 0; i < 5; i++) await trainer.step();
  const { pairs } = trainer.picture([]).view ?? {};
  assert(pairs !== undefined && pairs.length > 10);
  for (let i = 0; i < pairs.length; i += 2) {
    assert(Math.abs(pairs[i] - pairs[i + 1]) < 0.01);
  }
});

const refused: readonly (readonly [TrainRequest, RegExp])[] = [
  [request("fc(2,2)", "moons"), /ends with a loss/],
  [request("fc(2,2) -> cross_entropy", "spirals"), /knows no spirals/],
  [request("fc(2,2) -> cross_entropy", "spiral(classes=3)"), /class/],
  [request("fc(2,2) -> cross_entropy", "moons(noise=-1)"), /noise/],
  [
    request("fc(2,2) -> cross_entropy", "moons", { optimizer: "adan" }),
    /knows no adan/,
  ],
];
Deno.test("what cannot be trained is refused with the command line's words", async () => {
  for (const [asked, message] of refused) {
    const error = await assertRejects(
      () => createTrainer(asked, world),
      NablaError,
    );
    assert(message.test(error.message), error.message);
  }
});

/** A session whose reports are kept. */
function sessionWithReports() {
  const reports: Report[] = [];
  const session = createSession({
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    tell: (report) => reports.push(report),
  });
  const obey = (order: Order) => session.obey(order);
  const kinds = () => reports.map(({ kind }) => kind);
  const steps = () =>
    reports.flatMap((each) =>
      each.kind === "picture" ? [each.picture.step] : []
    );
  return { reports, obey, kinds, steps };
}

const moons = request("fc(2,2) -> cross_entropy", "moons(examples=96)");

Deno.test("a session takes one step, one epoch, and goes on until a pause", async () => {
  const { obey, kinds, steps } = sessionWithReports();
  await obey({ kind: "start", run: 1, request: moons });
  assertEquals(kinds(), ["ready", "picture"]);
  await obey({ kind: "go", until: "step" });
  assertEquals([steps().at(-1), kinds().at(-1)], [1, "paused"]);
  await obey({ kind: "drawn" });
  await obey({ kind: "go", until: "epoch" });
  assertEquals([steps().at(-1), kinds().at(-1)], [3, "paused"]);
  const going = obey({ kind: "go", until: "pause" });
  setTimeout(() => obey({ kind: "pause" }), 60);
  await going;
  assertEquals(kinds().at(-1), "paused");
  assert((steps().at(-1) ?? 0) > 3);
});

Deno.test("no more than two pictures are on their way, and a speed waits for them", async () => {
  const { obey, steps } = sessionWithReports();
  await obey({ kind: "start", run: 1, request: moons });
  await obey({ kind: "speed", steps: 1 });
  const going = obey({ kind: "go", until: "pause" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assertEquals(steps(), [0, 1]);
  await obey({ kind: "drawn" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assertEquals(steps(), [0, 1, 2]);
  await obey({ kind: "pause" });
  await going;
});

Deno.test("a training that is asked for anew ends the one before", async () => {
  const { obey, reports } = sessionWithReports();
  await obey({ kind: "start", run: 1, request: moons });
  const going = obey({ kind: "go", until: "pause" });
  await obey({ kind: "start", run: 2, request: moons });
  await going;
  const from = reports.findIndex((each) => "run" in each && each.run === 2);
  assert(reports.slice(from).every((each) => "run" in each && each.run === 2));
  await obey({ kind: "go", until: "step" });
  assertEquals(reports.at(-1), { kind: "paused", run: 2 });
});

Deno.test("a training whose numbers overflow says so, and keeps the last good ones", async () => {
  const { obey, reports } = sessionWithReports();
  await obey({
    kind: "start",
    run: 1,
    request: request("fc(1,8) -> relu -> fc(1) -> mse", "regression-line", {
      optimizer: "sgd",
      learningRate: 1e6,
    }),
  });
  await obey({ kind: "go", until: "pause" });
  assertEquals(reports.at(-1)?.kind, "diverged");
  await obey({ kind: "take", what: "file" });
  assertEquals(reports.at(-1)?.kind, "file");
});
