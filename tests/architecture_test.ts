// The layers of the code: imports point one way, and what touches the world
// stands in one place.
import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

/**
 * The folders from the bottom to the top. Those of one line have the same rank and
 * do not import one another; the files of a folder stand above the folders in it.
 */
const ranks: readonly (readonly string[])[] = [
  ["lib/base"],
  ["lib/bytes", "lib/kernels/contract"],
  ["lib/kernels/plain", "lib/definition"],
  ["lib/kernels/wasm", "lib/initializers"],
  ["lib/kernels/blas", "lib/tensor_files"],
  ["lib/kernels"],
  ["lib/layer", "lib/data/tables"],
  ["lib/layers/activations", "lib/data/schemas"],
  [
    "lib/layers/images",
    "lib/layers/normalizations",
    "lib/layers/sequences",
    "lib/layers/losses",
    "lib/layers/wiring",
    "lib/layers/arithmetic",
    "lib/data/examples",
  ],
  ["lib/layers", "lib/data/generators"],
  ["lib/network", "lib/schedules"],
  ["lib/metrics", "lib/weights", "lib/optimizers", "lib/gradcheck/subjects"],
  ["lib/gradcheck/comparison", "lib/training/epochs"],
  ["lib/gradcheck/mistakes", "lib/training/evaluation"],
  ["lib/gradcheck", "lib/training/checkpoints"],
  ["lib/training", "lib/self_test"],
  ["lib/fitting"],
  ["dsl/typesetting"],
  ["dsl/diagnostics"],
  ["dsl/syntax"],
  ["dsl/compiler"],
  ["dsl/manual", "dsl/exercise"],
  ["dsl/trace", "dsl/drawing", "dsl/network_file"],
  ["dsl/plots", "dsl/reports"],
  ["dsl/cli/world"],
  ["dsl/cli/words"],
  ["dsl/cli/files"],
  ["dsl/cli/data", "dsl/cli/checking"],
  [
    "dsl/cli/commands",
    "dsl/cli/commands/gradcheck",
    "dsl/cli/commands/kernels",
    "dsl/cli/commands/train",
  ],
  ["dsl/cli"],
  ["."],
  ["examples", "tests/helpers", "tests/fixtures", "tests/bench"],
  ["tests/fuzz"],
  ["tests"],
];

/** Imports that point up until they are untied. */
const upward: readonly string[] = [];

/** Files over 200 lines, each with the reason. */
const longFiles: Readonly<Record<string, string>> = {
  "lib/optimizers/lbfgs.ts": "half of it is documentation and options",
  "lib/definition/kinds.ts": "one function for each kind of argument",
  "lib/definition/reading.ts": "one reader of arguments, and what it says",
  "lib/network/bound.ts": "a third is the documentation of the bound network",
  "lib/gradcheck/plan.ts": "a check from its options to its record",
  "lib/gradcheck/comparison/noise.ts": "one measurement each way",
  "lib/gradcheck/behavior.ts": "one function for each thing that is asked",
  "lib/gradcheck/comparison/compare.ts":
    "one derivative and its verdict, in order",
  "lib/gradcheck/mistakes/function.ts": "one function for each mistake",
  "lib/gradcheck/comparison/probe.ts": "one difference, and what it carries",
  "lib/gradcheck/comparison/search.ts": "one search, with what it keeps",
  "lib/gradcheck/subjects/subject.ts":
    "a third is the documentation of a subject",
  "lib/kernels/assembly/index.ts": "every export, for floats and for doubles",
  "lib/kernels/assembly/functions.ts": "one function after the other",
  "lib/kernels/assembly/normalize.ts": "one kernel after the other",
  "lib/kernels/assembly/rows.ts": "one kernel after the other",
  "lib/kernels/assembly/updates.ts": "one kernel after the other",
  "lib/kernels/assembly/windows.ts": "one kernel after the other",
  "lib/kernels/blas/blas.ts": "half of it is the library's own interface",
  "lib/kernels/plain/matrix.ts": "one plain kernel after the other",
  "lib/kernels/plain/normalize.ts": "each normalization beside its backward",
  "lib/kernels/wasm/pool.ts": "one protocol, its other end is thread.ts",
  "lib/kernels/wasm/wasm.ts": "one call of a kernel after the other",
  "lib/data/examples/iterable_examples.ts":
    "half of it is documentation and types",
  "lib/layers/images/conv.ts": "half of it is documentation and arguments",
  "lib/layers/images/conv_transpose.ts":
    "half of it is documentation and arguments",
  "lib/layers/images/pool.ts": "three pools over the same windows",
  "lib/layer/layer.ts": "the contract of a layer, mostly documentation",
  "lib/layers/arithmetic/functions.ts":
    "one family of layers, each beside its derivative",
  "lib/self_test/self_test.ts": "half of it is documentation of its figures",
  "lib/self_test/faults.ts": "a list of faults",
  "lib/self_test/faulty_layers.ts": "a list of layers, each with its faults",
  "lib/self_test/networks.ts": "a list of nasty cases",
  "lib/network/assemble.ts": "one walk over items, with the names it keeps",
  "lib/layers/arithmetic/merge.ts":
    "one family of layers, each beside its backward",
  "dsl/compiler/expand.ts":
    "one walk over a pipeline, with a mistake for each turn",
  "dsl/compiler/bindings.ts":
    "paths, and one diagnostic for each that does not fit",
  "dsl/compiler/shapes.ts":
    "one diagnostic for each way in which steps do not fit",
  "lib/layers/losses/cross_entropy.ts":
    "half of it is documentation and arguments",
  "lib/training/run.ts": "the pieces of a training, and what becomes of them",
  "mod.ts": "the public names, one list",
  "testing.ts": "half of it is documentation with examples",
  "dsl/syntax/formatter.ts": "one walk over words, with what decides on spaces",
  "dsl/exercise/judge.ts": "one verdict and its words",
  "dsl/manual/meaning.ts": "texts, one for each code",
  "dsl/compiler/linter.ts": "one function for each thing that is hardly meant",
  "dsl/trace/trace.ts": "one walk over a network, with what it tells",
  "dsl/trace/render.ts": "one trace in three forms",
  "dsl/drawing/layout.ts": "one layout, step after step",
  "dsl/compiler/calls.ts":
    "one diagnostic for each way to call a layer wrongly",
  "dsl/compiler/compiler.ts": "the meaning of a text, in order",
  "dsl/syntax/lexer.ts": "one scanner, a function a kind of word",
  "dsl/syntax/mistakes.ts":
    "one diagnostic for each place where words can be wrong",
  "dsl/syntax/parser.ts": "one function a rule of the grammar",
  "dsl/reports/sweep_report.ts": "one sweep as a table, a plot and a picture",
  "dsl/reports/gradcheck_html.ts": "one page",
  "dsl/reports/gradcheck_words.ts": "one reading of a report",
  "dsl/cli/commands/gradcheck/gradcheck.ts": "one command in all its forms",
};

/** Comments, quoted texts and patterns: they may say anything. */
const asides =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<=[(=,:[!&|?{};]\s*|return\s|^\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/gm;

/** A file without its asides. */
function codeOf(text: string): string {
  return text.replace(asides, (aside) => /^["']/.test(aside) ? '""' : " ")
    .replace(/`(?:[^`\\$]|\\.|\$(?!\{))*`/g, "``");
}

/** What a file imports; a quoted text counts where `from` or `import` stands before it. */
function importsOf(text: string): string[] {
  const code = text.replace(
    asides,
    (aside) => /^["']/.test(aside) ? `⟪${aside.slice(1, -1)}⟫` : " ",
  );
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*⟪([^⟫]+)⟫/g)].map((m) =>
    m[1]
  );
}

async function* sources(
  folder = "",
): AsyncGenerator<{ path: string; text: string }> {
  for await (const entry of Deno.readDir(new URL(folder, root))) {
    const path = folder + entry.name;
    if (entry.isDirectory && !/^(\.|node_modules)/.test(entry.name)) {
      yield* sources(`${path}/`);
    }
    if (entry.isFile && path.endsWith(".ts")) {
      yield { path, text: await Deno.readTextFile(new URL(path, root)) };
    }
  }
}

const files = await Array.fromAsync(sources());
const imports = new Map(files.map(({ path, text }) => [
  path,
  importsOf(text).map((target) => {
    if (!target.startsWith(".")) return target;
    const base = new URL(path, "file:///");
    return new URL(target, base).pathname.slice(1);
  }),
]));

/** The rank of a file's folder; outside lib and dsl, of the nearest folder around it that has one. */
function rankOf(path: string): number | undefined {
  if (/^(\.ci|lib\/kernels\/assembly)\//.test(path)) return 0;
  if (!/\.(ts|json)$/.test(path)) return undefined;
  for (let folder = folderOf(path);; folder = folderOf(folder)) {
    const rank = ranks.findIndex((folders) => folders.includes(folder));
    if (rank !== -1) return rank;
    if (folder === "." || /^(lib|dsl)\b/.test(folder)) return undefined;
  }
}

/** The folder that a file or a folder lies in. */
function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

/** Whether an import leads to a higher rank, or across to a folder of the same one. */
function isUp(from: string, to: string): boolean {
  if (folderOf(from) === folderOf(to)) return false;
  const [own, other] = [rankOf(from) ?? 0, rankOf(to) ?? 0];
  return other > own || (other === own && /^(lib|dsl)\//.test(from));
}

Deno.test("every source file has a place in the layers", () => {
  assertEquals(
    files.map(({ path }) => path).filter((path) => rankOf(path) === undefined),
    [],
  );
  assert(files.length > 50);
});

Deno.test("imports point one way", () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    targets.filter((target) => isUp(path, target)).map((target) =>
      `${path} imports ${target}`
    )
  );
  assertEquals([...new Set(wrong)].sort(), upward);
});

Deno.test("there are no import cycles", () => {
  assertEquals(cycleIn(imports), undefined);
});

/** What reads formats that a well-kept package knows; `data.ts` alone exports it. */
const readers = /^lib\/(data\/tables\/csv|tensor_files\/npz)\.ts$/;

Deno.test("lib and dsl import no package; a package is for reading data, the command line, testing and tests", () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    /^(lib|dsl\/(?!cli)|mod)/.test(path) && !readers.test(path)
      ? targets.filter((target) => rankOf(target) === undefined)
      : []
  );
  assertEquals(wrong, []);
});

Deno.test("nothing that mod.ts reaches imports a package", () => {
  const reached = new Set<string>(["mod.ts"]);
  for (const path of reached) {
    for (const target of imports.get(path) ?? []) reached.add(target);
  }
  assertEquals([...reached].filter((path) => !imports.has(path)), []);
});

/** What code may not use, by where it stands. */
const forbidden:
  readonly (readonly [what: string, pattern: RegExp, where: RegExp])[] = [
    // Only Deno can call the libraries of a system.
    [
      "Deno",
      /\bDeno\b/,
      /^(lib(?!\/kernels\/blas\/blas\.ts$)|dsl\/(?!cli)|mod)/,
    ],
    ["console", /\bconsole\./, /^(lib|dsl|mod|testing)/],
    [
      "the clock",
      /\bDate\b|\bperformance\./,
      /^(lib|dsl\/(?!cli)|mod|testing)/,
    ],
    [
      "Math.random",
      /\bMath\.random\b/,
      /^(lib|dsl|mod|testing|examples|tests)/,
    ],
    [
      "any",
      /:\s*any\b|<any>|\bas any\b/,
      /^(lib\/(?!kernels)|dsl|mod|testing)/,
    ],
    ["!", /[\w)\]]!(?=[.;,)\]\[])/, /^(lib\/(?!kernels)|dsl|mod|testing)/],
    // AssemblyScript has no other names for numbers that cost nothing.
    [
      "an enum",
      /\benum\s+\w+\s*\{/,
      /^(lib(?!\/kernels\/assembly)|dsl|mod|testing)/,
    ],
    ["a default export", /\bexport\s+default\b/, /^(lib|dsl|mod|testing)/],
  ];
for (const [what, pattern, where] of forbidden) {
  Deno.test(`no code uses ${what} where it may not`, () => {
    const wrong = files.filter(({ path, text }) =>
      where.test(path) && pattern.test(codeOf(text))
    );
    assertEquals(wrong.map(({ path }) => path), []);
  });
}

Deno.test("a file over 200 lines has a reason, and each reason a file", () => {
  const long = files.filter(({ path, text }) =>
    /^(lib|dsl|mod|testing)/.test(path) && text.split("\n").length > 200
  )
    .map(({ path }) => path);
  assertEquals(long.filter((path) => !(path in longFiles)), []);
  assertEquals(
    Object.keys(longFiles).filter((path) => !long.includes(path)),
    [],
  );
});

Deno.test("the scanner sees violations and is not misled by texts and comments", () => {
  const text = `
    import { a } from "./a.ts"; // import b from "./b.ts"
    export * from './c.ts';
    /** Deno.readFile */ const text = "console.log(" + 'Date';
    const f = ["taken from", "./e.ts"];
    const d = await import("./d.ts"); const pattern = /performance.now/;
    eval(); foo!.bar;`;
  const code = codeOf(text.replace("eval", "Math.random"));
  assertEquals(importsOf(text), ["./a.ts", "./c.ts", "./d.ts"]);
  const seen = forbidden.filter(([, pattern]) => pattern.test(code)).map((
    [what],
  ) => what);
  assertEquals(seen, ["Math.random", "!"]);
  assertEquals(
    cycleIn(new Map([["a", ["b"]], ["b", ["c"]], ["c", ["a"]]])),
    "a → b → c → a",
  );
});

/** A cycle, where there is one. */
function cycleIn(
  graph: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const done = new Set<string>();
  function visit(path: string, trail: readonly string[]): string | undefined {
    if (trail.includes(path)) {
      return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    }
    if (done.has(path)) return undefined;
    for (const target of graph.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  }
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
}
