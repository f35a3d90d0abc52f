// What a command may write, in a world without a disk.
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  guardInputs,
  holding,
  pathWordsIn,
  requireOutputs,
  requireSpace,
  writtenFiles,
} from "../../../../dsl/cli/files/outputs.ts";
import { readCommandLine } from "../../../../dsl/cli/words/arguments.ts";
import {
  option,
  outputOption,
  UsageError,
} from "../../../../dsl/cli/words/command.ts";
import type { Io } from "../../../../dsl/cli/world/io.ts";
import { open, type World } from "../../../helpers/memory_io.ts";

const options = [
  { ...option("data FILE", () => "reads"), repeated: true },
  option("python FILE:NAME", () => "reads a function"),
  option("quick", () => "has no value"),
  outputOption("svg", () => "draws", ".svg"),
  {
    ...outputOption("out", () => "writes", ".csv", ".json"),
    output: {
      endings: [".csv", ".json"] as const,
      beside: [(path: string) => `${path}.best`],
    },
  },
];

const argumentsOf = (...words: string[]) => readCommandLine(words, options);

/** What a world is asked to do, with the answers of one in memory. */
function noting(world: World = {}, own: Partial<Io> = {}) {
  const asked: string[] = [];
  const { io } = open(world);
  const noted: Partial<Io> = {
    removeLeftovers(path) {
      asked.push(`removeLeftovers ${path}`);
      return Promise.resolve();
    },
    async createFile(path) {
      asked.push(`createFile ${path}`);
      const file = await io.createFile(path);
      return {
        ...file,
        abandon() {
          asked.push(`abandon ${path}`);
          return Promise.resolve();
        },
      };
    },
  };
  return { asked, io: Object.assign(Object.create(io) as Io, noted, own) };
}

/** The message of the refusal of a command line, and its way out. */
async function refusalOf(words: readonly string[], world?: World, own = {}) {
  const { io } = noting(world, own);
  const { message, help } = await assertRejects(
    () => requireOutputs(options, argumentsOf(...words), io),
    UsageError,
  );
  return [message, help] as const;
}

Deno.test("each output is tried beside its place, and what is written beside it too", async () => {
  const { asked, io } = noting();
  const words = ["a.nn", "--svg", "p.svg", "--out", "o.csv", "--quick"];
  await requireOutputs(options, argumentsOf(...words), io);
  assertEquals(
    asked,
    ["p.svg", "o.csv", "o.csv.best"].flatMap((path) => [
      `removeLeftovers ${path}`,
      `createFile ${path}`,
      `abandon ${path}`,
    ]),
  );
});

Deno.test("a command without outputs writes nothing", async () => {
  const { asked, io } = noting({ files: { "a.nn": "" } });
  await requireOutputs(options, argumentsOf("a.nn", "--data", "b.csv"), io);
  assertEquals(asked, []);
});

const clashes: readonly (readonly [words: string, found: string])[] = [
  ["a.csv --out a.csv", "--out a.csv would overwrite a file which is read"],
  ["a.csv --out ./a.csv", "--out ./a.csv would overwrite a file which is read"],
  ["--data b.csv --data a.csv --out d/../a.csv", "--out d/../a.csv"],
  ["--python a.csv:f --out a.csv", "--out a.csv would overwrite a file which"],
  ["a.csv.best --out a.csv", "--out a.csv.best would overwrite a file which"],
  ["--svg o --out ./o", "--out ./o would overwrite a file of --svg"],
  ["--svg o.best --out o", "--out o.best would overwrite a file of --svg"],
];
for (const [words, found] of clashes) {
  Deno.test(`${words} is refused, and nothing written`, async () => {
    const files = { "a.csv": "", "b.csv": "", "a.csv.best": "" };
    const [message, help] = await refusalOf(words.split(" "), { files });
    assert(message.startsWith(found), message);
    assertEquals(help, "Give --out another name.");
  });
}

Deno.test("a word that names no file stands in no output's way", async () => {
  const { io } = noting({ files: { "b.csv": "" } });
  await requireOutputs(options, argumentsOf("a.csv", "--out", "a.csv"), io);
});

Deno.test("where nobody may look, a word is taken for a file", async () => {
  const found = await refusalOf(["a.csv", "--out", "a.csv"], {
    mayLook: false,
  });
  assertEquals(found[0], "--out a.csv would overwrite a file which is read");
});

Deno.test("what has files beside it cannot be a device", async () => {
  const isDevice = (path: string) => Promise.resolve(path === "/dev/null");
  assertEquals(
    await refusalOf(["--out", "/dev/null"], {}, { isDevice }),
    [
      "--out must be a file, as others are written beside it: found /dev/null",
      "Write --out FILE.csv.",
    ],
  );
  const { io } = noting({}, { isDevice });
  await requireOutputs(options, argumentsOf("--svg", "/dev/null"), io);
});

const names:
  readonly (readonly [name: string, problem: string, way: string])[] = [
    ["", '--out needs the name of a file: found ""', "Write --out FILE.csv."],
    [" ", '--out needs the name of a file: found " "', "Write --out FILE.csv."],
    ["-", '--out needs the name of a file: found "-"', "Write --out FILE.csv."],
    [
      "net.safetensors",
      "--out writes .csv or .json: found net.safetensors",
      "Give it a name such as net.csv.",
    ],
    [
      "d.x/a.b.PNG",
      "--out writes .csv or .json: found d.x/a.b.PNG",
      "Give it a name such as d.x/a.b.csv.",
    ],
  ];
for (const [name, problem, way] of names) {
  Deno.test(`the output ${JSON.stringify(name)} is refused`, async () => {
    assertEquals(await refusalOf(["--out", name]), [problem, way]);
  });
}

Deno.test("a name may end as the file does, in capitals, or in what means nothing", () => {
  for (const path of ["a.csv", "a.json", "a.CSV", "a", "a.b", "a.csv.1"]) {
    assertEquals(writtenFiles(options, argumentsOf("--out", path)), [
      { option: "out", path },
      { option: "out", path: `${path}.best` },
    ]);
  }
  assertEquals(writtenFiles(options, argumentsOf("a.csv")), []);
});

Deno.test("words that may be paths are all but outputs, each also without what follows a colon", () => {
  const words = ["a", "-", "d/b:c", "--data", "e", "--data", "f"];
  const more = ["--python", "g.py:h", "--svg", "i", "--quick", ":j", "C:\\k"];
  assertEquals(
    pathWordsIn(options, argumentsOf(...words, ...more)),
    ["a", "d/b:c", "d/b", ":j", "C:\\k", "e", "f", "g.py:h", "g.py"],
  );
});

Deno.test("space is tried by writing as much, and given back", async () => {
  const mebibyte = 2 ** 20;
  for (const bytes of [0, 1, mebibyte, 2 * mebibyte + 3]) {
    let written = 0;
    let abandoned = 0;
    const { io } = noting({}, {
      createFile: () =>
        Promise.resolve({
          write: (text: string) =>
            Promise.resolve(void (written += text.length)),
          close: () => Promise.reject(new Error("closed")),
          abandon: () => Promise.resolve(void abandoned++),
        }),
    });
    await requireSpace("f", bytes, io);
    assertEquals([written, abandoned], [bytes, 1]);
  }
});

Deno.test("where space is missing, what was tried is given back", async () => {
  let abandoned = 0;
  const { io } = noting({}, {
    createFile: () =>
      Promise.resolve({
        write: () => Promise.reject(new Error("no space left")),
        close: () => Promise.resolve(),
        abandon: () => Promise.resolve(void abandoned++),
      }),
  });
  await assertRejects(() => requireSpace("f", 9, io), Error, "no space left");
  assertEquals(abandoned, 1);
});

const readings: Readonly<Record<string, (io: Io, path: string) => unknown>> = {
  readFile: (io, path) => io.readFile(path),
  openFile: (io, path) => io.openFile(path),
  importModule: (io, path) => io.importModule(path),
};
const writings: Readonly<
  Record<string, (io: Io, path: string) => Promise<unknown>>
> = {
  writeFile: (io, path) => io.writeFile(path, "new"),
  createFile: (io, path) => io.createFile(path),
  appendTo: (io, path) => io.appendTo(path),
};
for (const [reading, read] of Object.entries(readings)) {
  for (const [writing, write] of Object.entries(writings)) {
    Deno.test(`what ${reading} has read, ${writing} does not write on`, async () => {
      const files = { "a.csv": "old", "b.csv": "old" };
      const { io } = open({ files, modules: { "a.csv": {} } });
      const guarded = guardInputs(io, options, argumentsOf("--svg", "p"));
      await write(guarded, "a.csv");
      await read(guarded, "a.csv");
      const error = await assertRejects(
        () => write(guarded, "d/../a.csv"),
        UsageError,
        "d/../a.csv would overwrite a file which is read",
      );
      assertEquals(error.help, "Give the output another name.");
      await write(guarded, "b.csv");
      await guarded.rewriteFile("a.csv", "anew");
    });
  }
}

Deno.test("what was looked for and is not there may be written", async () => {
  const { io, ended } = open();
  const guarded = guardInputs(io, options, argumentsOf());
  assertEquals(await guarded.readFile("a.csv"), undefined);
  await guarded.writeFile("a.csv", "new");
  assertEquals(ended(0).files, { "a.csv": "new" });
});

Deno.test("a command's own output may be read and written on", async () => {
  const { io, ended } = open({ files: { o: "old" } });
  const guarded = guardInputs(io, options, argumentsOf("--out", "o"));
  await guarded.readFile("o");
  await guarded.writeFile("o", "new");
  assertEquals(ended(0).files, { o: "new" });
});

Deno.test("a guarded world reads no more than it is told to", async () => {
  const { io } = open({ files: { a: "1234" } });
  const guarded = guardInputs(io, options, argumentsOf());
  await assertRejects(() => guarded.readFile("a", 3), Error, "at most 3 bytes");
  assertEquals((await guarded.readFile("a", 4))?.length, 4);
});

/** A world whose holds are noted; some files are held by another. */
function holdingWorld(taken: readonly string[] = []) {
  const noted: string[] = [];
  const { io } = noting({}, {
    hold(path: string) {
      if (taken.includes(path)) {
        return Promise.resolve({ isHeld: false as const, process: "77" });
      }
      noted.push(`hold ${path}`);
      return Promise.resolve({
        isHeld: true as const,
        release: () => Promise.resolve(void noted.push(`release ${path}`)),
      });
    },
  });
  return { noted, io };
}

Deno.test("all files are held while the work is done, and released after it", async () => {
  const { noted, io } = holdingWorld();
  const files = { out: "a", log: undefined, plot: "b" };
  const work = () => {
    noted.push("work");
    return Promise.resolve(5);
  };
  assertEquals(await holding(files, io, work), 5);
  const order = ["hold a", "hold b", "work", "release b", "release a"];
  assertEquals(noted, order);
  assertEquals(await holding({ out: undefined }, io, work), 5);
});

Deno.test("work that fails releases its files", async () => {
  const { noted, io } = holdingWorld();
  const work = () => Promise.reject(new Error("failed"));
  await assertRejects(() => holding({ out: "a" }, io, work), Error, "failed");
  assertEquals(noted, ["hold a", "release a"]);
});

Deno.test("a file that another process writes is refused, and what was held released", async () => {
  const { noted, io } = holdingWorld(["b"]);
  const work = () => Promise.reject(new Error("begun"));
  const error = await assertRejects(
    () => holding({ out: "a", log: "b" }, io, work),
    UsageError,
    "another run, process 77, is writing b",
  );
  assertEquals(error.help, "Wait until it has ended, or give another --log.");
  assertEquals(noted, ["hold a", "release a"]);
});
