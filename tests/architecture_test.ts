// The layers of the code: imports point one way, and what touches the world
// stands in one place.
import { assert, assertEquals } from "@std/assert";
import { bareCode, functionsIn } from "./helpers/source_code.ts";

const root = new URL("../", import.meta.url);

/**
 * The folders from the bottom to the top. Those of one line have the same rank and
 * do not import one another; the files of a folder stand above the folders in it.
 */
const ranks: readonly (readonly string[])[] = [
  ["words/zh/layers", "words/zh/lessons", "words/zh/syntax"],
  ["words/zh/numbers", "words/zh/text", "words/zh/screens"],
  ["words/zh"],
  ["words"],
  ["lib/base"],
  ["lib/bytes", "lib/kernels/contract"],
  ["lib/kernels/plain", "lib/definition"],
  ["lib/kernels/wasm", "lib/initializers"],
  ["lib/kernels/blas", "lib/tensor_files"],
  ["lib/kernels"],
  ["lib/layer", "lib/data/tables"],
  ["lib/layers/activations", "lib/data/schemas"],
  [
    "lib/layers/normalizations",
    "lib/layers/sequences",
    "lib/layers/losses",
    "lib/layers/wiring",
    "lib/layers/arithmetic",
    "lib/data/examples",
  ],
  [
    "lib/layers/images",
    "lib/layers/recurrent",
    "lib/layers/attention",
    "lib/layers/noise",
  ],
  ["lib/layers", "lib/data/generators"],
  ["lib/network", "lib/schedules"],
  ["lib/metrics", "lib/weights", "lib/optimizers", "lib/gradcheck/subjects"],
  ["lib/gradcheck/noise"],
  ["lib/gradcheck/differences", "lib/training/epochs"],
  ["lib/gradcheck/comparison"],
  [
    "lib/gradcheck/second_order",
    "lib/gradcheck/mistakes",
    "lib/gradcheck/behavior",
    "lib/training/evaluation",
  ],
  ["lib/gradcheck", "lib/training/checkpoints", "lib/self_test/faulty"],
  ["lib/training", "lib/self_test", "lib/gradcheck_async", "lib/claims"],
  ["lib/foreign"],
  ["lib/fitting/numbers"],
  ["lib/fitting"],
  ["lib/bridges/code", "lib/bridges/onnx", "lib/bridges/pytorch/layers"],
  ["lib/bridges/pytorch"],
  ["lib/bridges/onnx/in/values"],
  ["lib/bridges/onnx/in/fixed"],
  ["lib/bridges/onnx/in/operators"],
  ["lib/bridges/onnx/in", "lib/bridges/onnx/out"],
  ["lib/bridges/onnx/trial"],
  ["dsl/typesetting"],
  ["dsl/diagnostics"],
  ["dsl/syntax/words", "dsl/syntax/printing"],
  ["dsl/syntax"],
  ["dsl/compiler/calls"],
  ["dsl/compiler/formulas"],
  ["dsl/compiler/expansion"],
  ["dsl/compiler"],
  ["dsl/manual", "dsl/exercise", "dsl/linter"],
  ["dsl/trace", "dsl/drawing", "dsl/network_file", "dsl/course"],
  ["dsl/importing"],
  ["dsl/plots", "dsl/reports", "dsl/language_service/words"],
  ["dsl/showing"],
  ["dsl/language_service/document"],
  ["dsl/language_service/completion", "dsl/language_service/hovers"],
  ["dsl/language_service"],
  ["dsl/cli/world/system"],
  ["dsl/cli/world"],
  ["dsl/cli/words"],
  ["dsl/cli/files"],
  ["dsl/cli/data"],
  [
    "dsl/cli/commands/completions",
    "dsl/cli/commands/gradcheck",
    "dsl/cli/commands/kernels",
    "dsl/cli/commands/learn",
    "dsl/cli/commands/train",
  ],
  ["dsl/cli/commands/export"],
  ["dsl/cli/commands", "dsl/cli/confined"],
  ["dsl/cli"],
  ["."],
  ["play/words", "play/model"],
  ["play/worker"],
  ["play/page"],
  ["play"],
  ["site"],
  [
    "examples",
    "tests/helpers",
    "tests/fixtures",
    "tests/bench",
    "tests/reliability",
  ],
  ["tests/fuzz", "tests/certify"],
  ["tests"],
];

/** Imports that point up until they are untied. */
const upward: readonly string[] = [];

/** The most lines of a function, functions within it counted. */
const longestFunction = 120;

/** Files with longer functions, each with the reason. */
const longFunctions: Readonly<Record<string, string>> = {};

/** The most lines of a file. */
const longestFile = 400;

/** Longer files, each with the reason. */
const longFiles: Readonly<Record<string, string>> = {};

/** Comments, quoted texts and patterns: they may say anything. */
const asides =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<=[(=,:[!&|?{};]\s*|return\s|^\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/gm;

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
    if (entry.name === "dist") continue;
    if (entry.isDirectory && !/^(\.|node_modules)/.test(entry.name)) {
      yield* sources(`${path}/`);
    }
    if (entry.isFile && /\.tsx?$/.test(path)) {
      yield { path, text: await Deno.readTextFile(new URL(path, root)) };
    }
  }
}

const files = await Array.fromAsync(sources());
const imports = importsBy((text) => text);

/** What each file imports, of what is left of it. */
function importsBy(
  left: (text: string) => string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(files.map(({ path, text }) => [
    path,
    importsOf(left(text)).map((target) => {
      if (!target.startsWith(".")) return target;
      const base = new URL(path, "file:///");
      return new URL(target, base).pathname.slice(1);
    }),
  ]));
}

/** All that files reach by their imports, themselves first. */
function reachedFrom(
  starts: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const path of reached) {
    for (const target of imports.get(path) ?? []) reached.add(target);
  }
  return reached;
}

/** The rank of a file's folder; outside lib and dsl, of the nearest folder around it that has one. */
function rankOf(path: string): number | undefined {
  if (/^(\.ci|lib\/kernels\/assembly\/vectors)\//.test(path)) return 0;
  if (/^lib\/kernels\/assembly\/(losses|normalizations|pools)\//.test(path)) {
    return 3;
  }
  if (/^lib\/kernels\/assembly\/\w+\//.test(path)) return 1;
  if (path.startsWith("lib/kernels/assembly/")) return 2;
  if (!/\.(tsx?|json)$/.test(path)) return undefined;
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

Deno.test("there are no import cycles, neither of files nor of folders", () => {
  assertEquals(cycleIn(imports), undefined);
  const folders = new Map<string, string[]>();
  for (const [path, targets] of imports) {
    if (!/^(lib|dsl|words)\//.test(path)) continue;
    const folder = folderOf(path);
    const others = targets.map(folderOf).filter((each) =>
      each !== folder && /^(lib|dsl|words)\//.test(each)
    );
    folders.set(folder, [...folders.get(folder) ?? [], ...others]);
  }
  assertEquals(cycleIn(folders), undefined);
});

Deno.test("what the page is made of, nothing else imports; and it imports no command line", () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    targets.filter((target) =>
      /^(lib|dsl|words|[^/]*$)/.test(path) && target.startsWith("play/") ||
      path.startsWith("play/") && target.startsWith("dsl/cli/")
    )
  );
  assertEquals(wrong, []);
});

Deno.test("the page's models know no browser", () => {
  const browser =
    /\b(?:document|window|localStorage|sessionStorage|navigator|location|history)\./;
  const wrong = files.filter(({ path, text }) =>
    /^play\/(model|words)\//.test(path) && browser.test(bareCode(text))
  );
  assertEquals(wrong.map(({ path }) => path), []);
});

Deno.test("nothing but examples and tests imports from another room's command line; what reads files and registers tests asks its runtime", () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    /^(dsl\/cli|examples|tests)\//.test(path)
      ? []
      : targets.filter((target) =>
        target.startsWith("dsl/cli/") &&
        !(/^(data|testing)\.ts$/.test(path) &&
          /^dsl\/cli\/world\/system\/(runtime|contract)\.ts$/.test(target))
      )
  );
  assertEquals(wrong, []);
});

/** The most files of a folder: some 20. */
const largestFolder = 24;

/** Folders of one file, each with the reason. */
const smallFolders: Readonly<Record<string, string>> = {};

Deno.test(`a folder has two files or more, and at most ${largestFolder}`, () => {
  const sizes = new Map<string, number>();
  for (const { path } of files) {
    if (!/^(lib|dsl|play|words)\//.test(path)) continue;
    const folder = folderOf(path);
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  // A tab of the page begins with one file.
  const wrong = [...sizes].filter(([folder, size]) =>
    size > largestFolder ||
    (size < 2 && !/^play\b/.test(folder))
  ).map(([folder]) => folder);
  assertEquals(wrong.sort(), Object.keys(smallFolders).sort());
});

Deno.test("tests lie where the rooms are that they test", () => {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  const wrong = [...folders].filter((folder) =>
    /^tests\/(lib|dsl|play)\//.test(folder) &&
    ![...folders].some((room) => `${room}/`.startsWith(`${folder.slice(6)}/`))
  );
  assertEquals(wrong, []);
});

/** Names that several rooms export, each with the reason. */
const sharedNames: Readonly<Record<string, string>> = {};

Deno.test("an exported name has one meaning", () => {
  const declared =
    /^export (?:async )?(?:abstract )?(?:function\*?|const|class|interface|type) (\w+)/gm;
  const homes = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    // What shows itself is otherwise what the function of that name returns.
    if (!/^(lib(?!\/kernels\/assembly)|dsl(?!\/showing))\//.test(path)) {
      continue;
    }
    for (const [, name] of text.matchAll(declared)) {
      homes.set(name, (homes.get(name) ?? new Set()).add(path));
    }
  }
  const double = [...homes].filter(([, paths]) => paths.size > 1)
    .map(([name]) => name);
  assertEquals(double.sort(), Object.keys(sharedNames).sort());
});

/** What reads formats that a well-kept package knows; `data.ts` alone exports it. */
const readers = /^lib\/tensor_files\/npz\.ts$/;

Deno.test("lib and dsl import no package; a package is for reading data, the command line, testing and tests", () => {
  const wrong = [...imports].flatMap(([path, targets]) =>
    /^(lib|dsl\/(?!cli)|words|mod)/.test(path) && !readers.test(path)
      ? targets.filter((target) => rankOf(target) === undefined)
      : []
  );
  assertEquals(wrong, []);
});

Deno.test("what the library's entry points reach imports no package", () => {
  const starts = [
    "mod.ts",
    "define.ts",
    "text.ts",
    "language_service.ts",
    "plots.ts",
    "self_test.ts",
  ];
  const reached = reachedFrom(starts, imports);
  assertEquals([...reached].filter((path) => !imports.has(path)), []);
});

/** What is not loaded at once, since a start takes as long as its modules; a part of Node takes as long as a hundred. */
const loadedLater: readonly (readonly [start: string, later: RegExp])[] = [
  ["mod.ts", /^(node:|dsl\/(drawing|plots|trace|showing\/\w+_media|linter)\b)/],
  ["text.ts", /^(node:|dsl\/(drawing|plots|reports|showing\/\w+_media)\b)/],
  [
    "dsl/cli/main.ts",
    /^(node:|words\/zh|lib\/(layers|network)\/|dsl\/(syntax|compiler|cli\/confined)\/)/,
  ],
  [
    "dsl/cli/commands/check.ts",
    /^(node:|lib\/training\/|dsl\/(drawing|plots)\/|dsl\/reports\/(junit|tap)\.ts)/,
  ],
  [
    "dsl/cli/commands/gradcheck/gradcheck.ts",
    /^(node:|lib\/(foreign|tensor_files|training|weights)\/|dsl\/(drawing|plots)\/)/,
  ],
  [
    "dsl/cli/commands/fmt.ts",
    /^(node:|lib\/gradcheck\/|dsl\/(drawing|reports)\/)/,
  ],
  [
    "dsl/cli/commands/show.ts",
    /^(node:|lib\/(fitting|gradcheck|tensor_files|weights)\/)/,
  ],
  ["dsl/cli/commands/worksheet.ts", /^(node:|lib\/gradcheck\/)/],
];

Deno.test("a command loads nothing that it does not need", () => {
  const atOnce = importsBy((text) =>
    text.replaceAll(/^(?:im|ex)port type [^;]*;/gm, "")
      .replaceAll(/\bimport\(/g, "later(")
  );
  for (const [start, later] of loadedLater) {
    const reached = [...reachedFrom([start], atOnce)];
    assert(reached.length > 10, start);
    assertEquals(reached.filter((path) => later.test(path)), [], start);
  }
});

/** What code may not use, by where it stands. */
const forbidden:
  readonly (readonly [what: string, pattern: RegExp, where: RegExp])[] = [
    // Only Deno can call the libraries of a system, and only it confines a worker.
    [
      "Deno",
      /\bDeno\b(?!\.(?:Permission|Signal|build\b))/,
      /^(lib(?!\/kernels\/(?:blas\/blas|contract\/library)\.ts$)|dsl\/(?!cli\/world\/(?:system\/|readable_places|attendant|confined_globals))|play\/.*\/|mod|data|testing)/,
    ],
    ["console", /\bconsole\./, /^(lib|dsl|words|play\/.*\/|mod|testing)/],
    // A page's main thread may not sleep until a thread is done: it looks at the clock.
    [
      "the clock",
      /\bDate\b|\bperformance\./,
      /^(lib(?!\/kernels\/wasm\/pool\.ts$)|dsl\/(?!cli)|words|mod|testing)/,
    ],
    [
      "Math.random",
      /\bMath\.random\b/,
      /^(lib|dsl|play|mod|testing|examples|tests)/,
    ],
    [
      "any",
      /:\s*any\b|<any>|\bas any\b/,
      /^(lib\/(?!kernels)|dsl|play|mod|testing)/,
    ],
    [
      "!",
      /[\w)\]]!(?=[.;,)\]\[])/,
      /^(lib\/(?!kernels)|dsl|play|mod|testing)/,
    ],
    // AssemblyScript has no other names for numbers that cost nothing.
    [
      "an enum",
      /\benum\s+\w+\s*\{/,
      /^(lib(?!\/kernels\/assembly)|dsl|mod|testing)/,
    ],
    // Nobody can write it into markup, where it would be obeyed.
    [
      "markup from text",
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b|\bstyle=\{?"/,
      /^play/,
    ],
    [
      "a default export",
      /\bexport\s+default\b/,
      /^(lib|dsl|play|mod|testing)/,
    ],
  ];
for (const [what, pattern, where] of forbidden) {
  Deno.test(`no code uses ${what} where it may not`, () => {
    const wrong = files.filter(({ path, text }) =>
      where.test(path) && pattern.test(bareCode(text))
    );
    assertEquals(wrong.map(({ path }) => path), []);
  });
}

/** Files that pass a bound, held against those that may. */
function assertLong(
  isLong: (text: string) => boolean,
  reasons: Readonly<Record<string, string>>,
) {
  const long = files.filter(({ path, text }) =>
    /^(lib|dsl|play|words|mod|testing)/.test(path) && isLong(text)
  ).map(({ path }) => path);
  assertEquals(long.sort(), Object.keys(reasons).sort());
}

Deno.test(`no function is longer than ${longestFunction} lines without a reason`, () => {
  assertLong(
    (text) => functionsIn(text).some(({ lines }) => lines > longestFunction),
    longFunctions,
  );
});

Deno.test(`no file is longer than ${longestFile} lines without a reason`, () => {
  assertLong((text) => text.split("\n").length > longestFile, longFiles);
});

Deno.test("functions are measured with those within them, whatever their texts say", () => {
  const text = `
export function outer(
  { a, b }: { readonly a: string; readonly b: number },
): { readonly c: string } {
  const inner = (x: number) => {
    return x > 0 ? \`\${x}}}\${\`{\`}\` : "}"; // }
  };
  if (a) {
    inner(b);
  }
  return { c: /}/.source };
}

const methods = {
  get size(): number {
    return 1;
  },
};
`;
  assertEquals(functionsIn(text), [
    { header: "const inner = (x: number) => {", lines: 3 },
    { header: "export function outer(", lines: 11 },
    { header: "get size(): number {", lines: 3 },
  ]);
});

/** Where code may throw a plain error, with the reason. */
const plainErrors: Readonly<Record<string, string>> = {
  "dsl/cli/commands/gradcheck/gradcheck_worker.ts":
    "a text that compiled on the main thread",
  "dsl/cli/world/confined_globals.ts": "thrown into code of others",
  "dsl/cli/world/disk.ts": "as the system refuses a file",
  "dsl/cli/world/place.ts": "as the system refuses a file",
  "dsl/cli/world/reading.ts": "as the system refuses a file",
  "dsl/cli/world/system/node_errors.ts": "as the system refuses a file",
  "dsl/cli/world/system/node_files.ts": "as fetch refuses a file",
  "lib/bridges/code/javascript.ts": "a module that is written throws it",
};

Deno.test("what is refused is a NablaError", () => {
  assertEquals(
    matching(/\bnew (?:Range|Type)?Error\(/, /^(lib|dsl|testing)/),
    Object.keys(plainErrors).sort(),
  );
});

/** Where code may read the message of an error, with the reason. */
const messageReaders: Readonly<Record<string, string>> = {
  "lib/base/worker.ts": "the event of a web worker carries it",
  "lib/bytes/gzip.ts": "the system says what is damaged",
  "lib/claims/claim.ts": "a layer's refusal is quoted",
  "lib/foreign/messages.ts": "the system says why a program is not heard",
  "lib/gradcheck_async/session.ts":
    "the checker reports what a function throws",
  "lib/gradcheck/behavior/behavior.ts": "what a layer throws is reported",
  "lib/gradcheck/behavior/examples.ts": "what a layer throws is reported",
  "lib/kernels/blas/blas.ts": "the system says why a library does not open",
  "lib/network/assembly.ts": "a layer's refusal is quoted",
  "lib/tensor_files/npz.ts": "the package says what is damaged",
  "dsl/cli/commands/gradcheck/gradcheck_worker.ts":
    "it is sent to the main thread",
  "dsl/cli/commands/gradcheck/workers.ts": "it comes from a worker",
  "lib/fitting/predictions.ts": "it is quoted with its place",
  "dsl/cli/commands/trace.ts": "it is quoted with a way out",
  "dsl/cli/commands/train/train.ts": "it is quoted with the checkpoint",
  "dsl/cli/commands/train/train_plan.ts": "it is quoted with the checkpoint",
  "dsl/cli/confined/messages.ts": "a message carries it",
  "dsl/cli/files/layers.ts": "it is quoted with a way out",
  "dsl/cli/files/mistakes.ts": "it is printed",
  "dsl/cli/world/confinement.ts": "Deno says what a module lacks",
  "dsl/cli/files/refusals.ts": "it is quoted, or the system's",
  "dsl/cli/files/exit_status.ts": "it is printed",
  "dsl/cli/words/kernel_options.ts": "it is quoted with a way out",
  "dsl/cli/world/system/node_errors.ts": "it is kept as the cause",
  "dsl/cli/world/terminal.ts": "Deno has no class for some of the system's",
  "dsl/compiler/libraries.ts": "a diagnostic is quoted",
  "dsl/network_file/network_description.ts": "it is quoted with the file",
  "dsl/reports/checked_answers.ts": "it is reported",
  "dsl/showing/training_words.ts": "it is printed",
  "dsl/reports/gradient_tests.ts": "it is quoted with the example",
  "lib/gradcheck/subjects/drawn_subjects.ts": "it is quoted with a way out",
};

Deno.test("a message is quoted, not read", () => {
  assertEquals(
    matching(
      /\b(?:error|cause|mistake|event|divergence)\.message\b|\{[^{}]*\bmessage\b[^{}]*\} =\s*(?:error|mistake|cause)\b/,
      /^(lib|dsl)/,
    ),
    Object.keys(messageReaders).sort(),
  );
  const reads =
    /\.message\s*(?:\.\s*(?:startsWith|endsWith|includes|match|indexOf|replace|split|slice)\b|[=!]==)|\.(?:test|exec)\([^()]*\.message/;
  assertEquals(matching(reads, /^(lib|dsl)/), [
    // What Deno throws has no other sign.
    "dsl/cli/world/confinement.ts",
    "dsl/cli/world/terminal.ts",
  ]);
});

/** The files of a place that have a pattern outside of comments. */
function matching(pattern: RegExp, where: RegExp): string[] {
  const comments = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return files.filter(({ path, text }) =>
    where.test(path) && pattern.test(text.replace(comments, ""))
  ).map(({ path }) => path).sort();
}

Deno.test("the scanner sees violations and is not misled by texts and comments", () => {
  const text = `
    import { a } from "./a.ts"; // import b from "./b.ts"
    export * from './c.ts';
    /** Deno.readFile */ const text = "console.log(" + 'Date';
    const f = ["taken from", "./e.ts"];
    const d = await import("./d.ts"); const pattern = /performance.now/;
    eval(); foo!.bar;`;
  const code = bareCode(text.replace("eval", "Math.random"));
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
