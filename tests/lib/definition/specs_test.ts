// Options that an interface documents are those that specs describe.
import { assert } from "@std/assert";
import type { SpecsFor } from "../../../lib/definition/arguments.ts";
import {
  amount,
  choice,
  flag,
  optionalCount,
} from "../../../lib/definition/kinds.ts";

interface Options {
  readonly share?: number;
  readonly mode?: "one" | "two";
  readonly most?: number;
  readonly fast?: boolean;
}

const specs = {
  share: amount("a share", 0.5),
  mode: choice("a mode", ["one", "two"], "one"),
  most: optionalCount("how many"),
  fast: flag("whether to be fast"),
} satisfies SpecsFor<Options>;
const { mode, ...others } = specs;

// Each of these is refused by the type checker, and `deno check` sees that it is.
export const refused: readonly unknown[] = [
  // @ts-expect-error An option is not described.
  others satisfies SpecsFor<Options>,
  {
    ...others,
    mode,
    // @ts-expect-error There is no such option.
    speed: amount("a speed", 1),
  } satisfies SpecsFor<Options>,
  {
    ...others,
    // @ts-expect-error The interface has a word more.
    mode: choice("a mode", ["one"], "one"),
  } satisfies SpecsFor<Options>,
  {
    ...others,
    // @ts-expect-error The interface has a word less.
    mode: choice("a mode", ["one", "two", "three"], "one"),
  } satisfies SpecsFor<Options>,
  {
    ...others,
    // @ts-expect-error It is another type.
    mode: amount("a mode", 1),
  } satisfies SpecsFor<Options>,
];

/** Interfaces of options that nothing named is made with. */
const apart = new Set(["MetricsOptions", "RateOptions", "GeneratorOptions"]);

Deno.test("every interface of options in the rooms of definitions is held to its specs", async () => {
  const root = new URL("../../../lib/", import.meta.url);
  const rooms = ["layers", "optimizers", "schedules", "metrics"];
  const files = (await Promise.all(
    [...rooms, "data/generators"].map((room) =>
      filesIn(new URL(`${room}/`, root))
    ),
  )).flat();
  const text = (await Promise.all(files.map((each) => Deno.readTextFile(each))))
    .join("\n");
  const names = [...text.matchAll(/^export interface (\w+Options)\b/gm)]
    .map(([, name]) => name);
  assert(names.length > 30);
  for (const name of names) {
    if (apart.has(name)) continue;
    assert(
      new RegExp(`satisfies\\s+SpecsFor<\\s*(Omit<\\s*)?${name}\\b`).test(text),
      name,
    );
  }
});

async function filesIn(folder: URL): Promise<URL[]> {
  const found: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await filesIn(new URL(`${name}/`, folder)));
    else if (name.endsWith(".ts")) found.push(new URL(name, folder));
  }
  return found;
}
