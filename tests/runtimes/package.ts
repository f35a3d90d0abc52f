// The npm package: what it exports, that its types are right, that importing it
// changes nothing, and what the command does where Node differs from Deno.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import ts from "npm:typescript@6.0.3";
import config from "../../deno.json" with { type: "json" };
import { installPackage } from "./runtimes.ts";

const isCore = Deno.args.includes("--core");
const root = new URL("../../", import.meta.url).pathname;
const tarball = `${root}dist/nabla-${config.version}.tgz`;
const folder = await Deno.makeTempDir({ prefix: "nabla-package-" });
const command = await installPackage(folder);
globalThis.addEventListener(
  "unload",
  () => Deno.removeSync(folder, { recursive: true }),
);
const resolutions = [["node16", "node16"], ["esnext", "bundler"]] as const;
const entries = Object.keys(config.exports)
  .map((name) => name.replace(".", "@nabla/nabla"));
const library = entries.filter((name) => !name.endsWith("/cli"));

async function ran(program: string, ...args: readonly string[]) {
  return await ranIn(folder, program, ...args);
}

async function ranIn(
  folder: string,
  program: string,
  ...args: readonly string[]
) {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    env: { HOME: `${folder}/home`, NO_COLOR: "1", LC_ALL: "C" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

/** Runs a module of Node's. */
async function printed(source: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/try.mjs`, source);
  const { code, out, error } = await ran("node", "try.mjs");
  assertEquals([code, error], [0, ""]);
  return out.trim();
}

Deno.test("each entry point exports what it exports in Deno", async () => {
  for (const [name, path] of Object.entries(config.exports)) {
    const found = await printed(
      `console.log(JSON.stringify(Object.keys(await import("${
        name.replace(".", "@nabla/nabla")
      }"))))`,
    );
    const own = await import(new URL(`../../${path}`, import.meta.url).href);
    assertEquals(JSON.parse(found).sort(), Object.keys(own).sort(), name);
  }
});

Deno.test("importing changes no global and prints nothing, so there are no side effects", async () => {
  const found = await printed(`
    const seen = () => JSON.stringify([globalThis, ...["Array", "Map", "Math",
      "Object", "Promise", "Set", "String"].flatMap((name) => [globalThis[name],
      globalThis[name].prototype ?? {}])].map((each) =>
      Object.getOwnPropertyNames(each)));
    const before = seen();
    for (const name of ${JSON.stringify(entries)}) await import(name);
    console.log(before === seen());`);
  assertEquals(found, "true");
});

Deno.test("older code can require the library", async () => {
  const { out } = await ran("node", "--version");
  if (Number(/\d+/.exec(out)?.[0]) < 22) return;
  const found = await printed(`
    import { createRequire } from "node:module";
    const require = createRequire(import.meta.url);
    console.log(${JSON.stringify(library)}.every((name) => require(name)));`);
  assertEquals(found, "true");
});

Deno.test("npx runs the packed package in an empty folder", async () => {
  const empty = await Deno.makeTempDir({ prefix: "nabla-empty-" });
  await Deno.copyFile(tarball, `${empty}/nabla.tgz`);
  const { code, out } = await ranIn(
    ...[empty, "npx", "--yes", "./nabla.tgz", "gradcheck"] as const,
    "fc(2,1) -> sigmoid",
  );
  await Deno.remove(empty, { recursive: true });
  assertEquals(code, 0);
  assertStringIncludes(out, "PASS  all 21 numbers of 7 gradients agree");
});

Deno.test("workers find what one thread finds", async () => {
  const words = [command, "gradcheck", "fc(2,8) -> tanh -> fc(3)"];
  const alone = await ran("node", ...words);
  const shared = await ran("node", ...words, "--workers", "2");
  assertEquals([shared.code, shared.error], [0, ""]);
  const rows = (text: string) =>
    text.split("\n").filter((line) => /^ok/.test(line));
  assertEquals(rows(shared.out), rows(alone.out));
  assert(rows(alone.out).length > 5);
});

Deno.test("modules of layers are refused where nothing confines them, and run when their code is trusted", async () => {
  await Deno.writeTextFile(
    `${folder}/mine.mjs`,
    `import { defineLayer } from "@nabla/nabla/define";
    export const double = defineLayer({ name: "double", summary: "twice x",
      f: (x) => 2 * x, df: () => 2, examples: [{ arguments: [], inputs: [[2]] }] });\n`,
  );
  const words = ["show", "input(2) -> double", "--layers", "mine.mjs"];
  const refused = await ran("node", command, ...words);
  assertEquals([refused.code, refused.out], [2, ""]);
  assertStringIncludes(
    refused.error,
    "nabla: Node.js cannot confine the modules of --layers\n",
  );
  const trusted = await ran("node", command, ...words, "--unconfined");
  assertEquals([trusted.code, trusted.error], [0, ""]);
  assertStringIncludes(trusted.out, "double");
});

Deno.test("a module in TypeScript runs, or the message says from which version on", async () => {
  await Deno.writeTextFile(
    `${folder}/typed.ts`,
    `import { defineLayer } from "@nabla/nabla/define";
    const two: number = 2;
    export const double = defineLayer({ name: "double", summary: "twice x",
      f: (x: number) => two * x, df: () => two, examples: [{ arguments: [], inputs: [[2]] }] });\n`,
  );
  const { code, error } = await ran(
    ...["node", command, "show", "input(2) -> double"] as const,
    ...["--layers", "typed.ts", "--unconfined"],
  );
  const { out } = await ran("node", "--version");
  const [major, minor] = out.slice(1).split(".").map(Number);
  if (major > 22 || major === 22 && minor >= 18) {
    assertEquals(code, 0);
  } else {
    assertEquals(code, 2);
    assertStringIncludes(error, "Node.js runs TypeScript from version 22.18");
  }
});

Deno.test("Ctrl-C stops a training, which the same command continues", async () => {
  const words = [
    ...[command, "train", "fc(2,64) -> tanh -> fc(3) -> cross_entropy"],
    ...["--data", "spiral(classes=3)", "--epochs", "100000"],
    ...["--out", "net.safetensors"],
  ];
  const child = new Deno.Command("node", {
    args: words,
    cwd: folder,
    env: { NO_COLOR: "1", LC_ALL: "C" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  child.kill("SIGINT");
  const { code, stderr } = await child.output();
  assertEquals(code, 130);
  assertStringIncludes(
    new TextDecoder().decode(stderr),
    "stopped; the same command continues from",
  );
});

Deno.test("a file is held by one process alone, and a killed one holds nothing", async () => {
  const words = [
    ...[command, "train", "fc(2,64) -> tanh -> fc(3) -> cross_entropy"],
    ...["--data", "spiral(classes=3)", "--out", "held.safetensors"],
  ];
  const first = new Deno.Command("node", {
    args: [...words, "--epochs", "100000"],
    cwd: folder,
    stdout: "null",
    stderr: "null",
  }).spawn();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const second = await ran("node", ...words, "--epochs", "2");
  assertEquals(second.code, 2);
  assertStringIncludes(second.error, `${first.pid}`);
  first.kill("SIGKILL");
  await first.status;
  const third = await ran("node", ...words, "--epochs", "2");
  assert(!third.error.includes(`${first.pid}`), third.error);
});

Deno.test(
  "the page is served as Deno serves it",
  { ignore: isCore },
  async () => {
    const child = new Deno.Command("node", {
      args: [command, "play"],
      cwd: folder,
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    const { value } = await reader.read();
    const address = new TextDecoder().decode(value).trim();
    const page = await fetch(address);
    assertEquals(
      await page.text(),
      await Deno.readTextFile(`${root}play/dist/index.html`),
    );
    assertEquals(page.headers.get("x-content-type-options"), "nosniff");
    const other = await fetch(address, { headers: { origin: "http://evil" } });
    assertEquals([other.status, (await other.text()).length > 0], [403, true]);
    child.kill("SIGTERM");
    await reader.cancel();
    assertEquals((await child.status).code, 0);
  },
);

Deno.test("types are right for tsc and by @arethetypeswrong/cli", {
  ignore: isCore,
}, async () => {
  const install = await ran(
    ...["npm", "install", "--no-audit", "--no-fund", "--silent"] as const,
    ...["typescript@6.0.3", "@arethetypeswrong/cli@0.18.5"],
  );
  assertEquals(install.code, 0, install.error);
  const imports = entries.map((name, i) =>
    `import * as entry${i} from "${name}"; void entry${i};`
  );
  await Deno.writeTextFile(
    `${folder}/use.mts`,
    `${imports.join("\n")}
import { gradcheck, nn, type GradcheckReport, type Network } from "@nabla/nabla";
const network: Network = nn("fc(2,1) -> sigmoid");
export const report: GradcheckReport = gradcheck(network);
// @ts-expect-error: a text is asked for
nn(3);
`,
  );
  const options = {
    strict: true,
    noEmit: true,
    target: "es2022",
    lib: ["esnext", "dom"],
    types: [],
  };
  for (const [module, moduleResolution] of resolutions) {
    const compilerOptions = { ...options, module, moduleResolution };
    const project = { compilerOptions, files: ["use.mts"] };
    await Deno.writeTextFile(
      `${folder}/tsconfig.json`,
      JSON.stringify(project),
    );
    const { code, out } = await ran("npx", "tsc");
    assertEquals([code, out], [0, ""], moduleResolution);
  }
  const wrong = await ran(
    ...["npx", "attw", tarball, "--profile", "esm-only"] as const,
  );
  assertEquals(wrong.code, 0, wrong.out);
});

/** What the build of the package puts something in the place of, and what is used only where it is there. */
const replaced =
  /Property '(?:fromAsync|fromBase64|groupBy|isWellFormed|try|waitAsync|withResolvers)'/;

Deno.test(
  "no code uses what Node 20 has not, unless the build puts something in its place",
  { ignore: isCore },
  () => {
    const program = ts.createProgram(
      Object.values(config.exports).map((path) => root + path),
      {
        noEmit: true,
        allowImportingTsExtensions: true,
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
        types: [],
        strict: true,
      },
    );
    const lacking = program.getSemanticDiagnostics()
      .map(({ code, file, messageText }) => ({
        code,
        text: `${file?.fileName}: ${
          ts.flattenDiagnosticMessageText(messageText, " ")
        }`,
      }))
      .filter(({ code, text }) =>
        code === 2550 ||
        /does not exist on type '[^']*(?:Iterator|Set)</.test(text)
      )
      .map(({ text }) => text)
      .filter((text) => !replaced.test(text));
    assertEquals(lacking, []);
  },
);
