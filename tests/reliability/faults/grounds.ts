/**
 * Where a command runs while something fails: in a world in memory, or on a disk.
 *
 * @module
 */

import { main } from "../../../dsl/cli/main.ts";
import type { Io } from "../../../dsl/cli/world/io.ts";
import { terminal } from "../../../dsl/cli/world/terminal.ts";
import { open, type Ran, type World } from "../../helpers/memory_io.ts";
import { diskMishaps, onFaultyDisk } from "./faulty_disk.ts";
import type { Fault, Mishap } from "./fault.ts";
import { faultyIo, mishaps } from "./faulty_io.ts";
import { onFaultyMachine } from "./faulty_machine.ts";

/** How a command ended. */
export interface Run {
  readonly ran: Ran;
  readonly thrown?: unknown;
  readonly counts: ReadonlyMap<string, number>;
  /** What the call that failed was about; undefined where it was not met. */
  readonly subject: string | undefined;
  /** What is open at the end. */
  readonly left: readonly string[];
}

/** A place for commands. */
export interface Ground {
  readonly mishaps: Readonly<Record<string, readonly Mishap[]>>;
  /** How many calls of a kind fail one by one; behind them ever fewer do. */
  readonly dense: number;
  /** How many calls of a kind fail in every way; later ones fail in one. */
  readonly everyWay: number;
  carryOut(
    words: readonly string[],
    world: World,
    fault?: Fault,
  ): Promise<Run>;
}

/** The seam to the world, and the machine's memory and workers. */
export const inMemory: Ground = {
  mishaps,
  dense: Infinity,
  everyWay: Infinity,
  async carryOut(words, world, fault) {
    const { io, ended } = open(world);
    const faulty = faultyIo(io, fault);
    const { status, thrown } = await outcome(() =>
      onFaultyMachine(faulty.watch, () => main(words, faulty.io))
    );
    // What ends a moment later is no handle left.
    for (let i = 0; i < 20; i++) await Promise.resolve();
    return {
      ran: ended(status),
      thrown,
      counts: faulty.counts,
      subject: faulty.subject(),
      left: faulty.left(),
    };
  },
};

/** The system below the seam. Commands run in a new folder, which the process enters. */
export const onDisk: Ground = {
  mishaps: diskMishaps,
  dense: 3,
  everyWay: 1,
  async carryOut(words, world, fault) {
    const folder = await Deno.makeTempDir({ prefix: "nabla-faults-" });
    const before = Deno.cwd();
    try {
      await writeFiles(folder, world.files ?? {});
      Deno.chdir(folder);
      let out = "";
      let error = "";
      let time = 0;
      const io = Object.assign(
        Object.create(terminal()) as Io,
        {
          out: (text) => void (out += text),
          data: (text) => void (out += text),
          error: (text) => void (error += text),
          showsProgress: false,
          now: () => time += 30,
        } satisfies Partial<Io>,
      );
      let ended: Awaited<ReturnType<typeof outcome>> = { status: -1 };
      const { counts, subject, left } = await onFaultyDisk(
        fault,
        async () => {
          ended = await outcome(() => main(words, io));
        },
      );
      const bytes = await readFiles(folder);
      const { status, thrown } = ended;
      const ran = { status, out, error, files: {}, bytes };
      return { ran, thrown, counts, subject, left };
    } finally {
      Deno.chdir(before);
      await Deno.remove(folder, { recursive: true });
    }
  },
};

async function outcome(
  work: () => Promise<number>,
): Promise<{ readonly status: number; readonly thrown?: unknown }> {
  try {
    return { status: await work() };
  } catch (error) {
    return { status: -1, thrown: error ?? "nothing" };
  }
}

async function writeFiles(folder: string, files: NonNullable<World["files"]>) {
  for (const [path, content] of Object.entries(files)) {
    const parent = `${folder}/${path}`.replace(/[^/]*$/, "");
    await Deno.mkdir(parent, { recursive: true });
    const bytes = typeof content === "string"
      ? new TextEncoder().encode(content)
      : content;
    await Deno.writeFile(`${folder}/${path}`, bytes);
  }
}

async function readFiles(folder: string): Promise<Ran["bytes"]> {
  const files: Record<string, Uint8Array> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (!isDirectory) files[name] = await Deno.readFile(path);
    else {
      for (const [inner, bytes] of Object.entries(await readFiles(path))) {
        files[`${name}/${inner}`] = bytes;
      }
    }
  }
  return files;
}
