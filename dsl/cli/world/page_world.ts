import { type RunningServer, serveFiles, type SiteFile } from "./server.ts";
import { system } from "./system/system.ts";

/** What it takes to show the page. */
export interface PageWorld {
  /** The files of the page as it was built; undefined where it was not. */
  readSite(): Promise<readonly SiteFile[] | undefined>;
  /** The page of one exercise as it was built; undefined where it was not. */
  readExercisePage(): Promise<string | undefined>;
  /** Serves files on 127.0.0.1, at a port or, for 0, at a free one; undefined where the port is taken. */
  serve(
    files: readonly SiteFile[],
    port: number,
  ): Promise<RunningServer | undefined>;
  /** Asks the system to show an address in its browser. @returns whether it took it. */
  open(address: string): Promise<boolean>;
  /** Makes a folder, and those around it, where there is none. */
  makeFolder(path: string): Promise<void>;
}

/** Where `deno task build:play` writes, and the list of the files there. */
const site = new URL("../../../play/dist/", import.meta.url);
const listOfFiles = "files.json";

/** The files of the site by name, where they are packed into one, as in the npm package. */
let packed: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** What {@linkcode packed} is made of: a line with names and lengths, and the files. */
async function unpackSite(): Promise<ReadonlyMap<string, Uint8Array>> {
  const file = await storedFile("packed.br");
  if (file === undefined) return new Map();
  const { brotliDecompressSync } = await import("node:zlib");
  const all = brotliDecompressSync(await file.arrayBuffer());
  let at = all.indexOf("\n") + 1;
  const list: readonly (readonly [name: string, length: number])[] = JSON.parse(
    new TextDecoder().decode(all.subarray(0, at)),
  );
  return new Map(
    list.map(([name, length]) => [name, all.subarray(at, at += length)]),
  );
}

/** A file that was built; undefined where there is none. */
async function fileOfSite(name: string): Promise<Response | undefined> {
  const stored = await storedFile(name);
  if (stored !== undefined) return stored;
  const bytes = (await (packed ??= unpackSite())).get(name);
  return bytes && new Response(new Uint8Array(bytes));
}

async function storedFile(name: string): Promise<Response | undefined> {
  try {
    // A package on JSR is not on the disk.
    const file = await system.fetch(new URL(name, site));
    return file.ok ? file : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The program of a system that shows an address in its browser. */
export function openerOf(system: string): string {
  return system === "darwin"
    ? "open"
    : system === "windows"
    ? "explorer"
    : "xdg-open";
}

/** The world of a program, whose process is its own. */
export const pageWorld: PageWorld = {
  async readSite() {
    const names: readonly string[] | undefined = await (await fileOfSite(
      listOfFiles,
    ))?.json();
    const files = names?.map(async (name) => {
      const content = await (await fileOfSite(name))?.arrayBuffer();
      return content === undefined
        ? []
        : [{ name, content: new Uint8Array(content) }];
    });
    return files && (await Promise.all(files)).flat();
  },
  readExercisePage: async () => (await fileOfSite("exercise.html"))?.text(),
  serve: serveFiles,
  async open(address) {
    try {
      return await system.succeeds(openerOf(system.build.os), [address]);
    } catch {
      // There is no such program, or no permission to start it.
      return false;
    }
  },
  async makeFolder(path) {
    await system.mkdir(path, { recursive: true });
  },
};
