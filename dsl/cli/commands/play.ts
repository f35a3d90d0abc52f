import { say } from "../../../words/say.ts";
import { plural } from "../../../lib/base/words.ts";
import { maxTextLength } from "../../syntax/parser.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { pageNotBuilt, startOf } from "../files/page.ts";
import type { NamedText } from "../files/source.ts";
import { requireBlocks, textsIn } from "../files/text_sources.ts";
import { printDiagnostics } from "../files/texts.ts";
import {
  type Arguments,
  type Command,
  option,
  UsageError,
} from "../words/command.ts";
import { refuseIdle } from "../words/idle.ts";
import { inputSource } from "../words/sources.ts";
import { isLocal } from "../world/confinement.ts";
import type { Io } from "../world/io.ts";
import type { PageWorld } from "../world/page_world.ts";
import type { SiteFile } from "../world/server.ts";

/** Always the same port where it is free, since the browser keeps what it stores by port. */
const usualPort = 8642;

export const playCommand: Command = {
  name: "play",
  usage: '["TEXT" | FILE.nn | -]',
  options: [
    option("open", "open the page in the browser"),
    option("port N", "where it is served; 8642, or a free one"),
    option(
      "export FOLDER",
      "write the page as a site for any server, and serve nothing",
    ),
  ],
  exitStatus: "0 exported, or served until Ctrl-C, 2 could not",
  isEndless: true,
  needs: (args) => [
    ...args.given("export") ? ["write"] as const : [],
    ...args.given("export") && isLocal ? [] : ["net"] as const,
    ...args.flag("open") ? ["run"] as const : [],
  ],
  examples: [
    ["sigmoid-graph.nn --open", "the page with an exercise in it"],
    ["--export site", "a folder for any server; it works offline once loaded"],
  ],
  run,
};

type PlayChoice = ReturnType<typeof readPlayChoice>;

function readPlayChoice(args: Arguments) {
  if (args.positional.length > 1) {
    throw new UsageError(
      say("the page shows one text: found {count}", {
        count: args.positional.length,
      }),
      say("Give one file, or one text in quotes."),
    );
  }
  const folder = args.text("export");
  if (folder !== undefined) {
    refuseIdle(
      args,
      ["open", "port"],
      "is for a page that is served, and --export serves none",
    );
    if (folder.trim() === "" || folder === "-") {
      throw new UsageError(
        say("--export needs the name of a folder: found {found}", {
          found: JSON.stringify(folder),
        }),
        say("Write --export site."),
      );
    }
  }
  return {
    source: args.positional.map(inputSource).at(0),
    folder,
    port: args.number("port", "a port from 1 to 65535"),
    opens: args.flag("open"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readPlayChoice(args);
  const text = choice.source && await oneText(choice.source, io);
  if (text !== undefined && text.diagnostics.length > 0) {
    printDiagnostics(text.diagnostics, text, false, io);
    return 2;
  }
  const { page } = io;
  const site = await page?.readSite();
  if (page === undefined || site === undefined) {
    throw pageNotBuilt();
  }
  const files = withStart(site, text);
  return choice.folder === undefined
    ? await serve(files, choice, page, io)
    : await exportTo(choice.folder, files, page, io);
}

/** @throws {UsageError} if there is not one text, or it is too long. */
async function oneText(
  source: ReturnType<typeof inputSource>,
  io: Io,
): Promise<NamedText> {
  const [text, ...others] = await textsIn(source, io);
  if (text === undefined) requireBlocks([source]);
  if (others.length > 0) {
    throw new UsageError(
      say("the page shows one text: found {count} in {file}", {
        count: others.length + 1,
        file: text.name,
      }),
      say("Write one of them to a file of its own."),
    );
  }
  if (text.text.length > maxTextLength) {
    throw new UsageError(
      say("the page takes at most {most} characters: found {found}", {
        most: maxTextLength,
        found: text.text.length,
      }),
    );
  }
  return text;
}

/** The files of the site, with what the page begins with. */
function withStart(
  site: readonly SiteFile[],
  text: NamedText | undefined,
): readonly SiteFile[] {
  if (text === undefined) return site;
  const content = new TextEncoder().encode(JSON.stringify(startOf(text)));
  return site.map((file) =>
    file.name === "start.json" ? { ...file, content } : file
  );
}

async function serve(
  files: readonly SiteFile[],
  { port, opens }: PlayChoice,
  page: PageWorld,
  io: Io,
): Promise<number> {
  const server = await page.serve(files, port ?? usualPort) ??
    (port === undefined ? await page.serve(files, 0) : undefined);
  if (server === undefined) {
    throw new UsageError(
      say("port {port} is taken", { port: `${port}` }),
      say("Give another --port, or none for a free one."),
    );
  }
  const ended = Promise.withResolvers<void>();
  const release = await io.onStop(() => ended.resolve());
  try {
    const address = `http://127.0.0.1:${server.port}/`;
    io.out(`${address}\n`);
    io.error(
      `${say("the page is served to this machine alone; Ctrl-C ends it")}\n`,
    );
    if (opens && !await page.open(address)) {
      io.error(`${say("no browser was found: open the address in yours")}\n`);
    }
    await ended.promise;
  } finally {
    release();
    await server.close();
  }
  return 0;
}

/** Writes the site to a folder that is new, empty or holds an earlier one. */
async function exportTo(
  folder: string,
  files: readonly SiteFile[],
  page: PageWorld,
  io: Io,
): Promise<number> {
  const placeOf = (name: string) => `${folder.replace(/[\\/]+$/, "")}/${name}`;
  const found = await io.listFiles(folder);
  if (found !== undefined && found.length > 0) {
    const index = await io.readFile(placeOf("index.html"), 2 ** 20);
    if (!isOurs(index)) {
      throw new UsageError(
        say("{folder} holds other files", { folder }),
        say(
          "Give --export a new folder, an empty one, or one with an earlier export.",
        ),
      );
    }
  }
  await page.makeFolder(folder);
  for (const { name, content } of files) {
    await io.rewriteFile(placeOf(name), [content]);
  }
  io.out(`${
    say("{place}: {problem}", {
      place: visibleName(folder),
      problem: plural(files.length, "file"),
    })
  }\n`);
  return 0;
}

function isOurs(index: Uint8Array | undefined): boolean {
  return new TextDecoder().decode(index)
    .includes('<meta name="generator" content="nabla">');
}
