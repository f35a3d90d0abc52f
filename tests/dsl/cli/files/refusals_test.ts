import { assertEquals, assertRejects } from "@std/assert";
import { readLayers } from "../../../../dsl/cli/files/layers.ts";
import { speaking } from "../../../../dsl/cli/files/refusals.ts";
import { UsageError } from "../../../../dsl/cli/words/command.ts";
import { noFile } from "../../../../dsl/cli/world/reading.ts";
import { open } from "../../../helpers/memory_io.ts";

const refusePipe = () =>
  Promise.reject(
    Object.assign(new Error("it is not a file"), { code: noFile }),
  );
const refuse = () => Promise.reject(new Deno.errors.NotCapable("no"));

Deno.test("what the system opens by a name is not asked for with a permission that does not help", async () => {
  const io = speaking({ ...open().io, createFile: refuse, openFile: refuse });
  const pipes = speaking({ ...open().io, openFile: refusePipe });
  for (
    const { work, help } of [
      { work: io.createFile("/dev/stdout"), help: /without --out\.$/ },
      { work: io.openFile("/dev/fd/63"), help: /with --data -\.$/ },
      { work: io.openFile("/proc/self/fd/0"), help: /with --data -\.$/ },
      {
        work: io.createFile("../x.csv"),
        help: /with --allow-write=\.\. as well;/,
      },
      {
        work: io.openFile("/etc/x.csv"),
        help: /with --allow-read=\/etc\/x\.csv as well;/,
      },
      { work: io.openFile("a b's/$x"), help: /='a b'\\''s\/\$x' as/ },
      {
        work: io.createFile("a,b/x.csv"),
        help: /run it with --allow-write in place/,
      },
      { work: io.createFile("/x.csv"), help: /with --allow-write=\/ as/ },
      { work: io.createFile("x.csv"), help: /with --allow-write=\. as/ },
      { work: pipes.openFile("pipe"), help: /standard input: --data -\.$/ },
    ]
  ) {
    const error = await assertRejects(() => work, UsageError);
    assertEquals(help.test(`${error.help}`), true, `${error.help}`);
  }
});

const rule = "A module of layers may read its own folder and do nothing else";
const modules = [
  [
    'Requires read access to "/a/b.ts", run again with the --allow-read flag',
    'cannot run m.ts: it lacks read access to "/a/b.ts"',
    `${rule}: put there what it reads and imports.`,
  ],
  [
    'Requires env access to "K", run again with the --allow-env flag',
    'cannot run m.ts: it lacks env access to "K"',
    `${rule}: let the layer take it as an argument.`,
  ],
  [
    "The lockfile is out of date. Run `deno install`",
    "cannot run m.ts: it lacks a lock for a package that it imports",
    `${rule}: copy what it imports there, and leave out the rest.`,
  ],
] as const;

for (const [thrown, message, help] of modules) {
  Deno.test(`a module that throws ${thrown.slice(0, 20)} is refused with a way out for it`, async () => {
    const importModule = () => Promise.reject(new TypeError(thrown));
    const error = await assertRejects(
      () => readLayers(["m.ts"], { ...open().io, importModule }),
      UsageError,
    );
    assertEquals([error.message, error.help], [message, help]);
  });
}

Deno.test("a folder that cannot be made is refused with its name and the reason", async () => {
  const { io } = open();
  const { page } = io;
  if (page === undefined) throw new TypeError("no page");
  for (
    const [thrown, message] of [
      [new Deno.errors.NotCapable("no"), /^may not write \.\.\/site/],
      [new Deno.errors.NotADirectory("x"), /there is no such folder$/],
      [new Deno.errors.AlreadyExists("x"), /there is a file of that name$/],
    ] as const
  ) {
    const makeFolder = () => Promise.reject(thrown);
    const own = speaking({ ...io, page: { ...page, makeFolder } });
    const error = await assertRejects(
      async () => await own.page?.makeFolder("../site"),
      UsageError,
    );
    assertEquals(message.test(error.message), true, error.message);
  }
});
