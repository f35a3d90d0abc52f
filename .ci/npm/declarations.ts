import ts from "npm:typescript@6.0.3";
import { fromFileUrl } from "./paths.ts";

/** Types of catalogues, which in the repository name every sentence: nobody says one but nabla. */
const simpler: ReadonlyMap<string, string> = new Map([
  [
    "words/zh/sentences.d.ts",
    "export type Sentence = string;\nexport declare const sentences: Readonly<Record<string, string>>;\n",
  ],
  [
    "words/zh/nouns.d.ts",
    "export declare const nouns: Readonly<Record<string, string>>;\n",
  ],
  [
    "words/zh/lessons/lessons.d.ts",
    "export type TaughtCode = string;\nexport declare const lessons: Readonly<Record<string, string>>;\n",
  ],
]);

/**
 * Writes the types of some modules and of all that these name, as they lie in the
 * repository, into `types/`.
 */
export async function writeDeclarations(
  modules: readonly string[],
  root: URL,
  out: URL,
): Promise<void> {
  const emitted = declarationsOf(modules, root);
  const seen = new Set<string>();
  const open = modules.map((path) => declared(new URL(path, "file:///")));
  for (;;) {
    const path = open.pop();
    if (path === undefined) return;
    if (seen.has(path)) continue;
    seen.add(path);
    const text = (simpler.get(path) ?? emitted.get(path) ?? "").replaceAll(
      /(\bfrom |\bimport\()"(\.[^"]*)\.ts"/g,
      (_, before, name) => {
        open.push(declared(new URL(`${name}.ts`, `file:///${path}`)));
        return `${before}"${name}.js"`;
      },
    );
    const file = new URL(path, new URL("types/", out));
    await Deno.mkdir(new URL("./", file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

/** The path of a module's types in the package. */
function declared({ pathname }: URL): string {
  return pathname.slice(1).replace(/\.ts$/, ".d.ts");
}

/** The types of some modules and of all that they import, by their paths. */
function declarationsOf(
  modules: readonly string[],
  root: URL,
): ReadonlyMap<string, string> {
  const folder = fromFileUrl(root);
  const program = ts.createProgram(modules.map((path) => folder + path), {
    declaration: true,
    emitDeclarationOnly: true,
    // Which `deno task check` does.
    noCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
    types: [],
    rootDir: folder,
  });
  const found = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (name, text) => {
    found.set(name.slice(folder.length), text);
  });
  for (const { file, messageText } of diagnostics) {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    throw new Error(`${file?.fileName}: ${text}`);
  }
  return found;
}
