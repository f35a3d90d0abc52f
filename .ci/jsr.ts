// Checks what the score of JSR asks for (jsr.io/docs/scoring), as far as a clone can
// tell: it reaches no network. Slow types are found by `.ci/publish.ts --dry-run`.
import config from "../deno.json" with { type: "json" };

/** What JSR shows under the name has no more characters. */
const mostCharacters = 250;

/** A block of code in Markdown. */
const example = /^\s*```\w/m;

const root = new URL("../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, root));

/** What is documented: by `deno doc --json`. */
interface Documented {
  /** A reference is documented where it leads. */
  readonly kind: string;
  readonly jsDoc?: { readonly doc?: string };
}

interface Symbol extends Documented {
  readonly name: string;
  readonly declarations: readonly Documented[];
}

interface Entry {
  readonly module_doc?: { readonly doc?: string };
  readonly symbols: readonly Symbol[];
}

const faults: string[] = [];
function require(holds: boolean, what: string): void {
  if (!holds) faults.push(what);
}

/** The documentation of all entry points, by their paths. */
async function entries(): Promise<ReadonlyMap<string, Entry>> {
  const paths = Object.values(config.exports);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "--import-map=.ci/import_map.json", ...paths],
    cwd: root,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  const { nodes } = JSON.parse(decoder.decode(stdout));
  return new Map(
    paths.map((path) => [path, nodes[new URL(path, root).href]]),
  );
}

const { name, version, license, description, publish } = config;
require(/^@[a-z\d-]+\/[a-z\d-]+$/.test(name), "a name with its scope");
require(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version), "a version");
require(license !== "", "a licence");
require(
  description.length > 0 && description.length <= mostCharacters,
  `a description of at most ${mostCharacters} characters`,
);
require(example.test(await read("README.md")), "an example in README.md");
require(!publish.exclude.includes("README.md"), "README.md in the package");
await read("LICENSE");

let symbols = 0;
for (const [path, entry] of await entries()) {
  const { doc = "" } = entry.module_doc ?? {};
  require(doc !== "", `${path}: what the module is for`);
  require(example.test(doc), `${path}: an example of the module`);
  for (const { name, declarations } of entry.symbols) {
    symbols++;
    require(
      declarations.some(({ kind, jsDoc }) =>
        kind === "reference" || (jsDoc?.doc ?? "") !== ""
      ),
      `${path}: what ${name} is`,
    );
  }
}

const release = await read(".github/workflows/release.yml");
require(
  /^ +id-token: write$/m.test(release) && /\.ci\/publish\.ts$/m.test(release),
  "provenance: a workflow that may name itself, and publishes",
);

for (const fault of faults) console.error(`JSR asks for ${fault}.`);
if (faults.length > 0) Deno.exit(1);
console.log(`What JSR asks for is there, with ${symbols} names documented.`);
