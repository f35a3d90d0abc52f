import { type RunningServer, serveFiles, type SiteFile } from "./server.ts";

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

/** A file that was built; a package on JSR is not on the disk. */
async function fileOfSite(name: string): Promise<Response> {
  const file = await fetch(new URL(name, site));
  if (!file.ok) throw new TypeError(`there is no ${name}`);
  return file;
}

/** What is read; undefined where a file is missing. */
async function orNone<Found>(
  read: () => Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The program of a system that shows an address in its browser. */
export function openerOf(system: typeof Deno.build.os): string {
  return system === "darwin"
    ? "open"
    : system === "windows"
    ? "explorer"
    : "xdg-open";
}

/** The world of a program, whose process is its own. */
export const pageWorld: PageWorld = {
  readSite: () =>
    orNone(async () => {
      const list = await fileOfSite(listOfFiles);
      const names: readonly string[] = await list.json();
      return await Promise.all(names.map(async (name) => ({
        name,
        content: await (await fileOfSite(name)).bytes(),
      })));
    }),
  readExercisePage: () =>
    orNone(async () => await (await fileOfSite("exercise.html")).text()),
  serve: (files, port) => Promise.resolve(serveFiles(files, port)),
  async open(address) {
    try {
      const { success } = await new Deno.Command(openerOf(Deno.build.os), {
        args: [address],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).output();
      return success;
    } catch {
      // There is no such program, or no permission to start it.
      return false;
    }
  },
  async makeFolder(path) {
    await Deno.mkdir(path, { recursive: true });
  },
};
