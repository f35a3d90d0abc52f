import type { Io } from "../../../dsl/cli/io.ts";
import { main } from "../../../dsl/cli/main.ts";

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** What the world is like for a command. */
export interface World {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly input?: string;
  readonly showsProgress?: boolean;
  readonly color?: boolean;
  /** Presses Ctrl-C at the first chance. */
  readonly interrupts?: boolean;
}

/** Runs a command line in a world of its own. */
export async function run(
  words: readonly string[],
  world: World = {},
): Promise<Ran> {
  let out = "";
  let error = "";
  let time = 0;
  const encoder = new TextEncoder();
  const bytes = (text: string | Uint8Array) =>
    typeof text === "string" ? encoder.encode(text) : text;
  const io: Io = {
    out: (text) => out += text,
    error: (text) => error += text,
    readFile: (path) => {
      const files = new Map(Object.entries(world.files ?? {}));
      const found = files.get(path);
      return Promise.resolve(found === undefined ? undefined : bytes(found));
    },
    readInput: () => Promise.resolve(bytes(world.input ?? "")),
    color: world.color ?? false,
    showsProgress: world.showsProgress ?? false,
    now: () => time += 30,
    pause: () => Promise.resolve(),
    onInterrupt: (listener) => {
      if (world.interrupts) listener();
      return () => {};
    },
  };
  const status = await main(words, io);
  return { status, out, error };
}
