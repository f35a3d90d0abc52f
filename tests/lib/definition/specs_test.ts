// Options that an interface documents are those that specs describe.
import { assert } from "@std/assert";
import { generators } from "../../../data.ts";
import type { SpecsFor } from "../../../lib/definition/arguments.ts";
import {
  amount,
  choice,
  flag,
  optionalCount,
  optionalNumber,
} from "../../../lib/definition/kinds.ts";
import { defineOptimizer } from "../../../lib/optimizers/define_optimizer.ts";
import {
  type AdagradOptions,
  metrics,
  optimizers,
  type RateOptions,
  schedules,
} from "../../../mod.ts";

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

const declaration = {
  name: "still",
  summary: "moves nothing",
  learningRate: 1,
  rule: () => ({ memory: [], move() {} }),
};
export const refusedOptimizers: readonly unknown[] = [
  defineOptimizer<AdagradOptions, never>({
    ...declaration,
    // @ts-expect-error Two options are not described.
    arguments: { epsilon: amount("a small number", 1) },
  }),
  defineOptimizer<RateOptions & { readonly decay?: number }, never>({
    ...declaration,
    // @ts-expect-error It has no default.
    arguments: { decay: optionalNumber("how much is kept") },
  }),
];

/** Interfaces of options that nothing named is made with. */
const apart = new Set([
  "MetricsOptions",
  "RateOptions",
  "GeneratorOptions",
  "WeightOptions",
  "RecurrentOptions",
  "HeadMetricsOptions",
]);

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
    const held = new RegExp(
      `(satisfies\\s+SpecsFor<\\s*((Omit|Pick|TextOptions)<\\s*)?|OptimizerType<)${name}\\b`,
    );
    assert(held.test(text), name);
  }
});

Deno.test("a default that an interface documents is that of the definition", async () => {
  const definitions = [
    ...optimizers.values(),
    ...schedules.values(),
    ...metrics.values(),
    ...[...generators.values()].map(({ definition }) => definition),
  ];
  const root = new URL("../../../lib/", import.meta.url);
  let count = 0;
  for (const room of ["optimizers", "schedules", "data/generators"]) {
    for (const file of await filesIn(new URL(`${room}/`, root))) {
      const text = await Deno.readTextFile(file);
      for (
        const [, body] of text.matchAll(
          /^export interface \w+Options[^{]*{\n(.*?)^}/gms,
        )
      ) {
        const documented = [
          ...body.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+readonly (\w+)\?:/gs),
        ].filter(([, , name]) => name !== "learningRate");
        const names = documented.map(([, , name]) => name);
        const own = definitions.filter(({ arguments: specs }) =>
          names.every((name) => name in specs) &&
          (room !== "optimizers" || names.length === Object.keys(specs).length)
        );
        // A moving average and a warm-up are in no registry.
        if (own.length === 0) continue;
        for (const [, doc, name] of documented) {
          // What depends on something else is said in words.
          const [, said] =
            /[Dd]efault: `?([^\s`]+?)`?[.,]?(?:$| \*|,? the most)/
              .exec(doc.trim()) ?? [];
          if (said === undefined || said.startsWith("5/4")) continue;
          const defaults = own.map(({ arguments: specs }) =>
            `${specs[name].default}`
          );
          assert(defaults.includes(plain(said)), `${file}: ${name}, ${said}`);
          count++;
        }
      }
    }
  }
  assert(count > 30, `${count}`);
});

/** `1e-8` of `10⁻⁸`, `10000` of `10,000`. */
function plain(number: string): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const [, power] = /^10⁻(.+)$/.exec(number) ?? [];
  if (power === undefined) {
    return number.replace(/(?<=\d),(?=\d)/g, "").replace("½", "0.5");
  }
  const exponent = [...power].map((each) => digits.indexOf(each)).join("");
  return `${Number(`1e-${exponent}`)}`;
}

async function filesIn(folder: URL): Promise<URL[]> {
  const found: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await filesIn(new URL(`${name}/`, folder)));
    else if (name.endsWith(".ts")) found.push(new URL(name, folder));
  }
  return found;
}
