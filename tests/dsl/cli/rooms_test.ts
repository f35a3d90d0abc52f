// What a command loads before it does anything: a start takes as long as its
// modules, so each loads those of its own rooms, and the others when it needs them.
import { assert, assertEquals } from "@std/assert";
import { commands } from "../../../dsl/cli/commands.ts";

const root = new URL("../../../", import.meta.url);

/** A module of the graph, as `deno info` describes it. */
interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly isDynamic?: boolean;
    readonly code?: { readonly specifier?: string };
  }[];
}

/** What every start loads. */
const always = ["dsl/cli", "dsl/typesetting", "lib/base", "lib/definition"]
  .concat("lib/kernels", "words");

/** What compiles a text. */
const text = ["dsl/compiler", "dsl/diagnostics", "dsl/exercise", "dsl/syntax"]
  .concat("lib/initializers", "lib/layer", "lib/layers", "lib/network");
const proof = ["lib/gradcheck", "lib/claims"];
const data = ["lib/bytes", "lib/data", "lib/fitting"];
const tables = ["lib/layer", "lib/network", ...data];
const savedNetwork = ["dsl/network_file", "lib/tensor_files", "lib/training"]
  .concat("lib/weights", ...text, ...data);

/** The rooms of each command, beside those of every start. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  train: savedNetwork.concat("dsl/linter", "lib/metrics", "lib/optimizers")
    .concat("lib/schedules", "dsl/plots", "dsl/drawing"),
  predict: savedNetwork.concat("lib/metrics"),
  evaluate: savedNetwork.concat("lib/metrics", "dsl/reports"),
  // Its help tells the options of a training.
  export: [
    ...savedNetwork,
    ...["dsl/reports", "lib/metrics", "lib/optimizers", "lib/schedules"],
  ],
  import: [...savedNetwork, "dsl/importing", "lib/bridges"],
  generate: tables,
  run: [...text, "dsl/reports"],
  trace: [...text, "dsl/trace"],
  graph: [...text, "dsl/drawing"],
  check: [...text, ...proof, "dsl/reports"],
  gradcheck: [...text, ...proof, ...data, "dsl/reports"],
  show: [...text, "dsl/reports"],
  play: text,
  worksheet: text,
  grade: [...text, ...proof],
  learn: ["dsl/course", "dsl/diagnostics", "dsl/syntax"],
  fmt: text,
  lint: [...text, "dsl/linter"],
  explain: ["dsl/diagnostics", "dsl/manual"],
  kernels: [],
  completions: [],
  "self-test": ["lib/gradcheck", "lib/initializers", "lib/layer", "lib/layers"]
    .concat("lib/network", "lib/self_test"),
};

/** `lib/layers` of `file:///nabla/lib/layers/losses/mse.ts`. */
function roomOf({ specifier }: Module): string {
  const [first, second] = specifier.slice(root.href.length).split("/");
  return first === "words" ? first : `${first}/${second}`;
}

const graph = await graphOf("dsl/cli/main.ts");
const start = new URL("dsl/cli/main.ts", root).href;
const listed = new URL("dsl/cli/commands.ts", root).href;

/** All modules that one reaches, by what it imports at any time. */
async function graphOf(path: string): Promise<ReadonlyMap<string, Module>> {
  const isLocal = import.meta.resolve("@std/assert").startsWith("file:");
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["info", "--json"],
      ...isLocal ? ["--import-map=.ci/import_map.json"] : [],
      path,
    ],
    cwd: root,
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: readonly Module[];
  };
  return new Map(modules.map((module) => [module.specifier, module]));
}

/** What loading a module loads with it, of our own code. */
function loadedWith(...specifiers: string[]): ReadonlySet<Module> {
  const found = new Set<Module>();
  const add = (specifier: string) => {
    const module = graph.get(specifier);
    if (module === undefined || found.has(module)) return;
    if (!/\/(lib|dsl|words)\//.test(specifier.slice(root.href.length - 1))) {
      return;
    }
    found.add(module);
    for (const { isDynamic, code } of module.dependencies ?? []) {
      if (!isDynamic && code?.specifier !== undefined) add(code.specifier);
    }
  };
  specifiers.forEach(add);
  return found;
}

const roomsOf = (modules: ReadonlySet<Module>) =>
  [...new Set(Array.from(modules, roomOf))].sort();

Deno.test("the help is there with a twentieth of the modules", () => {
  const modules = loadedWith(start);
  assertEquals(roomsOf(modules), [...always].sort());
  assert(modules.size < graph.size / 20, `${modules.size} of ${graph.size}`);
});

const modules = graph.get(listed)?.dependencies
  ?.filter(({ isDynamic }) => isDynamic)
  .map(({ code }) => code?.specifier ?? "") ?? [];

Deno.test("each command is a module that is loaded when it is called", () => {
  assertEquals(modules.length, commands.size);
  assertEquals(Object.keys(rooms).sort(), [...commands.keys()].sort());
});

for (const [i, name] of [...commands.keys()].entries()) {
  Deno.test(`${name} loads the modules of its rooms and no others`, () => {
    const found = roomsOf(loadedWith(start, modules[i]));
    const own = new Set([...always, ...rooms[name] ?? []]);
    assertEquals(found, [...own].sort());
  });
}
