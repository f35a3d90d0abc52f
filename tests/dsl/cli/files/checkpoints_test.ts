import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { main } from "../../../../dsl/cli/main.ts";
import { open } from "../../../helpers/memory_io.ts";
import {
  files,
  over,
  tensorsIn,
  trained,
} from "../../../helpers/training_files.ts";

const out = ["--out", "net.safetensors"];
const checkpoint = "net.checkpoint.safetensors";

/** Trainings that remember all that there is to remember. */
const trainings: readonly (readonly [what: string, words: string[]])[] = [
  ["adam", ["line.nn", "--data", "lines.csv", "--target", "z"]],
  [
    "dropout, batchnorm, a moving average and cosine",
    [
      "fc(2,6) -> batchnorm -> relu -> dropout(0.3) -> fc(3) -> cross_entropy",
      "--data",
      "trees.csv",
      "--target",
      "kind",
      "--average",
      "0.9",
      "--schedule",
      "cosine",
      "--validation",
      "0.2",
      "--metrics",
      "accuracy,f1",
    ],
  ],
  [
    "lbfgs",
    [
      "line.nn",
      "--data",
      "lines.csv",
      "--target",
      "z",
      "--optimizer",
      "lbfgs(max-iterations=3)",
    ],
  ],
  [
    "accumulation, patience and a plateau, of a stream",
    [
      "line.nn",
      "--data",
      "lines.csv",
      "--target",
      "z",
      "--accumulate",
      "2",
      "--stream",
      "--validation",
      "0.3",
      "--patience",
      "2",
      "--schedule",
      "plateau(patience=1)",
    ],
  ],
];
for (const [what, words] of trainings) {
  Deno.test(`Ctrl-C saves, and the same command continues to the same bytes: ${what}`, async () => {
    const batch = words.some((word) => word.startsWith("lbfgs"))
      ? []
      : ["--batch", "5"];
    const call = [...words, ...batch, "--epochs", "4", ...out, "--log", "log"];
    const whole = await trained(call);
    const loggedIn = (text: string) =>
      text.trimEnd().split("\n").map((line) => {
        const { examplesPerSecond: _, steps: __, ...rest } = JSON.parse(line);
        return rest;
      }).filter(({ event }) => event !== "warning");
    let stops = 0;
    for (const pause of [1, 2, 4, 5, 7]) {
      const stopped = await over(["train", ...call], { interrupts: pause });
      if (stopped.status === 0) break;
      stops++;
      assertEquals(stopped.status, 130);
      assertStringIncludes(
        stopped.error,
        `stopped; the same command continues from ${checkpoint}\n`,
      );
      const left = Object.keys(stopped.files).filter((path) =>
        !(path in files)
      );
      assertEquals(left.toSorted(), ["log", checkpoint]);
      const resumed = await trained(call, { files: stopped.bytes });
      assertMatch(
        resumed.out,
        /resuming at step \d+, (in epoch \d|all epochs done)/,
      );
      assertEquals(
        resumed.bytes["net.safetensors"],
        whole.bytes["net.safetensors"],
      );
      assertEquals(loggedIn(resumed.files.log), loggedIn(whole.files.log));
      assert(!(checkpoint in resumed.files), "the checkpoint is gone");
    }
    assert(stops >= 2, "it was stopped");
  });
}

const line = ["line.nn", "--data", "lines.csv", "--target", "z", ...out];
const short = [...line, "--epochs", "6", "--batch", "8"];

/** The files after a training that was stopped in its midst. */
async function stoppedFiles(words: readonly string[] = short) {
  const { status, bytes } = await over(["train", ...words], { interrupts: 3 });
  assertEquals(status, 130);
  return bytes;
}

Deno.test("a training is stopped twice and resumed twice", async () => {
  const whole = await trained(short);
  const once = await stoppedFiles();
  const twice = await over(["train", ...short], { files: once, interrupts: 2 });
  assertEquals(twice.status, 130);
  assertNotEquals(twice.bytes[checkpoint], once[checkpoint]);
  const { bytes } = await trained(short, { files: twice.bytes });
  assertEquals(bytes["net.safetensors"], whole.bytes["net.safetensors"]);
});

Deno.test("without --out nothing is saved, and the output says so", async () => {
  const { status, error, files: left } = await over(
    ["train", "line.nn", "--data", "lines.csv", "--target", "z"],
    { interrupts: 1 },
  );
  assertEquals([status, error], [
    130,
    "stopped; nothing was saved, as there is no --out\n",
  ]);
  assertEquals(Object.keys(left), Object.keys(files));
});

Deno.test("--restart starts again", async () => {
  const whole = await trained(short);
  const { bytes, out: shown } = await trained([...short, "--restart"], {
    files: await stoppedFiles(),
  });
  assert(!shown.includes("resumes"), shown);
  assertEquals(bytes["net.safetensors"], whole.bytes["net.safetensors"]);
  assert(!(checkpoint in bytes));
});

Deno.test("--resume continues, and says if there is no checkpoint", async () => {
  const whole = await trained(short);
  const resume = [...short, "--resume"];
  const resumed = await trained(resume, { files: await stoppedFiles() });
  const [, next] = /resuming at step \d+, in epoch (\d)/.exec(resumed.out) ??
    [];
  const [, all] = /(\d) epochs in \S+ s/.exec(whole.out) ?? [];
  const [, rest] = /(\d) epochs? in \S+ s/.exec(resumed.out) ?? [];
  assert(Number(next) > 1, "an epoch was done before");
  assertEquals(Number(rest), Number(all) - Number(next) + 1);
  const fresh = await over(["train", ...resume]);
  assertEquals([fresh.status, fresh.error], [
    0,
    `found no checkpoint ${checkpoint}: the training starts again\n`,
  ]);
  for (const { bytes } of [resumed, fresh]) {
    assertEquals(bytes["net.safetensors"], whole.bytes["net.safetensors"]);
  }
});

Deno.test("after a stop there may be more epochs, unless the schedule looks to the end", async () => {
  const more = [...line, "--epochs", "9", "--batch", "8"];
  const { bytes } = await trained(more, { files: await stoppedFiles() });
  const whole = await trained(more);
  assertEquals(bytes["net.safetensors"], whole.bytes["net.safetensors"]);
  const cosine = ["--schedule", "cosine"];
  const { status, error } = await over(["train", ...more, ...cosine], {
    files: await stoppedFiles([...short, ...cosine]),
  });
  assertEquals(status, 2);
  assertStringIncludes(error, "its epochs were 6, now 9\n");
});

Deno.test("fewer epochs than were done are refused", async () => {
  const stopped = await over(["train", ...short], { interrupts: 7 });
  const { status, error } = await over(
    ["train", ...line, "--epochs", "1", "--batch", "8"],
    { files: stopped.bytes },
  );
  assertEquals(status, 2);
  assertMatch(
    error,
    /--epochs 1 are fewer than the \d that the checkpoint has done\nGive more of them, or start again with --restart\.\n/,
  );
});

const rows = `${files["lines.csv"]}`.trimEnd().split("\n");

/** What makes a run another one, and how it is named. */
const others: readonly (readonly [
  words: string[],
  named: string,
  files?: Readonly<Record<string, string>>,
])[] = [
  [["--batch", "7"], "its batch was 8, now 7"],
  [["--seed", "1"], "its seed was 0, now 1"],
  [["--in-order"], "its shuffle was true, now false"],
  [["--optimizer", "sgd"], 'its optimizer was "adam()", now "sgd()"'],
  [
    ["--optimizer", "adam(beta1=0.8)"],
    'its optimizer was "adam()", now "adam(beta1=0.8)"',
  ],
  [["--learning-rate", "0.1"], "its learningRate was 0.001, now 0.1"],
  [
    ["--schedule", "step"],
    'its schedule was "constant()", now "step()"',
  ],
  [["--warm-up", "3"], "its warmUp was 0, now 3"],
  [["--average", "0.9"], "its average was none, now 0.9"],
  [["--accumulate", "2"], "its accumulate was none, now 2"],
  [["--clip-norm", "1"], "its clipNorm was none, now 1"],
  [["--metrics", "mse"], 'its metrics were none, now ["mse"]'],
  [
    ["--precision", "float64"],
    'its precision was "float32", now "float64"',
  ],
  [["--normalize", "range"], 'its normalize was "as is usual", now "range"'],
  [["--validation", "0.2"], "its data was "],
  [[], "its data was ", {
    "lines.csv": [...rows.slice(0, -1), "1,2,4"].join("\n"),
  }],
  [[], "its data was ", {
    "lines.csv": [...rows.slice(0, -1), `${rows.at(-1)}9`].join("\n"),
  }],
  [[], "its data was ", { "lines.csv": rows.slice(0, -1).join("\n") }],
  [[], 'its network was "fc(2,4)', {
    "line.nn": "fc(2,5) -> tanh -> fc(1) -> mse",
  }],
];
for (const [words, named, changed] of others) {
  const what = words.join(" ") || Object.keys(changed ?? {}).join();
  Deno.test(`the checkpoint of another run is refused, and the difference named: ${what} ${named}`, async () => {
    const call = [...line, "--epochs", "6"];
    const other = words.includes("--batch")
      ? words
      : ["--batch", "8", ...words];
    const left = await stoppedFiles();
    const { status, error, bytes } = await over(
      ["train", ...call, ...other],
      { files: { ...left, ...changed } },
    );
    assertEquals(status, 2);
    assertStringIncludes(
      error,
      `nabla: ${checkpoint} is the checkpoint of another run: ${named}`,
    );
    assertStringIncludes(
      error,
      "\nTrain as before to continue it, with --restart to start again, or with another --out.\n",
    );
    assertEquals(bytes[checkpoint], left[checkpoint]);
    assert(!("net.safetensors" in bytes));
  });
}

Deno.test("data with the same means is not taken for the same data", async () => {
  const plain = [...short, "--normalize", "none"];
  const [titles, first, ...rest] = rows;
  const turned = first.replace(/^(\d+),(\d+)/, "$2,$1");
  const { status, error } = await over(["train", ...plain], {
    files: {
      ...await stoppedFiles(plain),
      "lines.csv": [titles, turned, ...rest].join("\n"),
    },
  });
  assertEquals(status, 2);
  assertStringIncludes(error, "its data was ");
});

Deno.test("a log continues after the epochs that the checkpoint has, whatever came after", async () => {
  const logged = [...short, "--log", "log"];
  const whole = await trained(logged);
  const stopped = await over(["train", ...logged], { interrupts: 4 });
  // A crash came later than the checkpoint, in the midst of a line.
  const lines = whole.files.log.split("\n");
  const later = `${lines.slice(0, 5).join("\n")}\n${lines[5].slice(0, 40)}`;
  assert(later.length > stopped.files.log.length);
  const resumed = await trained(logged, {
    files: { ...stopped.bytes, log: later },
  });
  const epochs = resumed.files.log.trimEnd().split("\n").map((line) =>
    JSON.parse(line).epoch
  );
  assertEquals(epochs, [1, 2, 3, 4, 5, 6, 6]);
});

Deno.test("threads are no other run", async () => {
  const { bytes } = await trained([...short, "--threads", "1"], {
    files: await stoppedFiles(),
  });
  const whole = await trained(short);
  assertEquals(bytes["net.safetensors"], whole.bytes["net.safetensors"]);
});

Deno.test("a checkpoint that is damaged is refused with a way out", async () => {
  const left = await stoppedFiles();
  const whole = left[checkpoint];
  const { bytes: { "net.safetensors": network } } = await trained(short);
  const damaged: readonly (readonly [Uint8Array, string])[] = [
    [new Uint8Array(), "a safetensors file begins with 8 bytes"],
    [whole.slice(0, -1), checkpoint],
    [whole.slice(0, 50), "where the file ends"],
    [network, "holds a network, but not the state of its training"],
  ];
  for (const [bytes, message] of damaged) {
    const { status, error, files: after } = await over(["train", ...short], {
      files: { ...left, [checkpoint]: bytes },
    });
    assertEquals(status, 2);
    assertStringIncludes(error, message);
    assertStringIncludes(
      error,
      "\nStart again with --restart, or train to another --out.\n",
    );
    assert(!("net.safetensors" in after));
  }
});

Deno.test("checkpoints are written at the steps that --save-every says", async () => {
  const written: number[] = [];
  const { io } = open({ files });
  let step = 0;
  const status = await main(
    ["train", ...short, "--save-every", "4", "--log", "log"],
    {
      ...io,
      async writeFile(path, content) {
        await io.writeFile(path, content);
        if (path === checkpoint) written.push(step);
      },
      async appendTo(path) {
        const file = await io.appendTo(path);
        return {
          ...file,
          add(text) {
            step = JSON.parse(text).step;
            return file.add(text);
          },
        };
      },
    },
  );
  assertEquals(status, 0);
  // Of 18 steps, 3 an epoch, after the 4th, 8th, 12th and 16th, and before the
  // network is written: the log tells of whole epochs alone.
  assertEquals(written, [3, 6, 9, 15, 18]);
});

Deno.test("the file of the network is of no other form after a stop: a checkpoint predicts too", async () => {
  const left = await stoppedFiles();
  const { status, out: text } = await over(
    ["predict", checkpoint, "--data", "lines.csv"],
    { files: left },
  );
  assertEquals(status, 0);
  assertStringIncludes(text, "x,y,z,predicted z\n");
  const tensors = Object.keys(await tensorsIn(left[checkpoint]));
  assert(tensors.includes("training/optimizer/fc1.weight.exp_avg"));
});

for (const option of ["--out", "--log", "--plot"]) {
  Deno.test(`${option} that cannot be written is found before the training begins`, async () => {
    const words = ["line.nn", "--data", "lines.csv", "--target", "z"];
    const { status, out: shown, error } = await over(
      ["train", ...words, option, "away/file"],
      { missing: ["away"] },
    );
    assertEquals([status, shown, error], [
      2,
      "",
      "nabla: cannot write away/file: there is no such folder\n",
    ]);
  });
}

Deno.test("what is written never overwrites what is read", async () => {
  const cases: readonly (readonly [words: string[], message: string])[] = [
    [["--out", "data"], "--out data would overwrite a file which is read"],
    [["--log", "./x/../data"], "--log ./x/../data would overwrite a file"],
    [
      ["--out", "a", "--log", "a.checkpoint.safetensors"],
      "--log writes .jsonl",
    ],
    [
      ["--out", "a", "--plot", "a"],
      "--plot a would overwrite a file of --out\nGive --plot another name.",
    ],
  ];
  for (const [words, message] of cases) {
    const { status, error, files: left } = await over(
      ["train", "line.nn", "--data", "data", "--target", "z", ...words],
      { files: { ...files, data: files["lines.csv"] } },
    );
    assertEquals(status, 2);
    assertStringIncludes(error, message);
    assertEquals(left.data, files["lines.csv"]);
  }
});

Deno.test("a log of other JSON is no hindrance", async () => {
  const logged = [...short, "--log", "log"];
  const stopped = await over(["train", ...logged], { interrupts: 4 });
  const whole = await trained(logged);
  const { files: { log } } = await trained(logged, {
    files: { ...stopped.bytes, log: `null\n3\n${stopped.files.log}` },
  });
  assertEquals(log.split("\n").length, whole.files.log.split("\n").length);
});

Deno.test("other data to be tried on is another run, and so is another stream", async () => {
  const [title, first, ...more] = files["lines.csv"].toString().split("\n");
  const changed = [title, first.replace(/^\d+/, "77"), ...more].join("\n");
  const given = { ...files, "tried.csv": files["lines.csv"] };
  const calls = [
    ["tried.csv", [...short, "--validation", "tried.csv"], "validation data"],
    ["lines.csv", [...short, "--stream", "--normalize", "none"], "data"],
    ["lines.csv", [...short, "--stream"], "data"],
    [
      "tried.csv",
      [...short, "--stream", "--validation", "tried.csv"],
      "validation data",
    ],
  ] as const;
  for (const [name, call, what] of calls) {
    const stopped = await over(["train", ...call], {
      files: given,
      interrupts: 3,
    });
    assertEquals(stopped.status, 130);
    await trained(call, { files: stopped.bytes });
    const { status, error } = await over(["train", ...call], {
      files: { ...stopped.bytes, [name]: changed },
    });
    assertEquals(status, 2);
    assertStringIncludes(
      error,
      `is the checkpoint of another run: its ${what} was `,
    );
  }
});

Deno.test("the log is opened once for all its lines, and closed however a training ends", async () => {
  for (const interrupts of [false, 4]) {
    const { io } = open({ files, interrupts });
    const calls: string[] = [];
    await main(["train", ...short, "--log", "log"], {
      ...io,
      async appendTo(path) {
        calls.push("opened");
        const file = await io.appendTo(path);
        return { ...file, close: () => void calls.push("closed") };
      },
    });
    assertEquals(calls, ["opened", "closed"]);
  }
});
