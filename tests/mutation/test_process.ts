/**
 * Runs tests on a woven copy of the code, in a process of its own that a mutant may
 * hang or kill: `deno run test_process.ts PLAN`. What it finds it prints, a line of
 * JSON each.
 *
 * @module
 */

/** What a process is to do. */
export interface Plan {
  /** Addresses of the files of tests. */
  readonly tests: readonly string[];
  /** What the pictures of tests were without a mutant; undefined notes them. */
  readonly pictures?: Readonly<Record<string, string>>;
  /** The mutants to try, each with the numbers of its tests; undefined: tests are run once. */
  readonly tries?: readonly Try[];
  /** The numbers of the tests that are run once; default: all. */
  readonly once?: readonly number[];
}

export interface Try {
  readonly mutant: number;
  readonly tests: readonly number[];
}

/** What a process says. */
export type Said =
  | { readonly kind: "loaded"; readonly sites: readonly number[] }
  | TestResult
  | { readonly kind: "trying"; readonly mutant: number }
  | { readonly kind: "killed"; readonly mutant: number; readonly by: string }
  | { readonly kind: "survived"; readonly mutant: number }
  /** The tests cannot be loaded. */
  | { readonly kind: "broken"; readonly reason: string }
  /** Without a mutant a test fails now: the process is not to be trusted any more. */
  | { readonly kind: "spoiled" }
  | {
    readonly kind: "done";
    readonly pictures: Readonly<Record<string, string>>;
  };

/** A test that was run without a mutant being turned on. */
export interface TestResult {
  readonly kind: "test";
  readonly name: string;
  readonly milliseconds: number;
  readonly failure?: string;
  /** The places that it reached. */
  readonly sites: readonly number[];
}

interface Test {
  readonly name: string;
  readonly fn: (context: Deno.TestContext) => void | Promise<void>;
}

/** What woven code reads and writes; see `schemata.ts`. */
const woven = globalThis as unknown as { $on: number; $ran: Uint8Array };

/** Collects the tests of files instead of running them. */
async function collectTests(files: readonly string[]): Promise<Test[]> {
  const tests: Test[] = [];
  const collect = (
    what: string | (Deno.TestDefinition & { readonly name: string }),
    fn?: Test["fn"],
  ) => {
    if (typeof what === "string") tests.push({ name: what, fn: fn! });
    else if (what.ignore !== true && what.permissions === undefined) {
      tests.push(what);
    }
  };
  Object.defineProperty(Deno, "test", { value: collect });
  for (const file of files) await import(file);
  return tests;
}

/** Runs one test; its failure, or undefined. */
async function run(
  { name, fn }: Test,
  pictures: Record<string, string>,
  isNoting: boolean,
): Promise<string | undefined> {
  let count = 0;
  const context = {
    name,
    assertSnapshot(actual: unknown) {
      const key = `${name} ${++count}`;
      const text = typeof actual === "string" ? actual : Deno.inspect(actual);
      if (isNoting) pictures[key] = text;
      else if (pictures[key] !== text) throw new Error("another picture");
      return Promise.resolve();
    },
  } as unknown as Deno.TestContext;
  try {
    await fn(context);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const encoder = new TextEncoder();

function say(said: Said) {
  let rest = encoder.encode(`\n${mark}${JSON.stringify(said)}\n`);
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
}

/** What lines begin with that are not printed by tests. */
export const mark = "::mutation ";

/** The places that ran since this was last asked. */
function takeSites(): number[] {
  const ran = woven.$ran ?? new Uint8Array();
  const sites: number[] = [];
  ran.forEach((each, site) => each === 1 && sites.push(site));
  ran.fill(0);
  return sites;
}

async function work({ tests: files, pictures: noted, tries, once }: Plan) {
  const pictures: Record<string, string> = { ...noted };
  const tests = await collectTests(files);
  say({ kind: "loaded", sites: takeSites() });
  if (tries === undefined) {
    for (const number of once ?? tests.keys()) {
      const test = tests[number];
      const start = performance.now();
      const failure = await run(test, pictures, noted === undefined);
      say({
        kind: "test",
        name: test.name,
        milliseconds: performance.now() - start,
        ...(failure === undefined ? {} : { failure }),
        sites: takeSites(),
      });
    }
  }
  for (const { mutant, tests: numbers } of tries ?? []) {
    say({ kind: "trying", mutant });
    const killer = await firstFailure(mutant, numbers);
    if (killer === undefined) {
      say({ kind: "survived", mutant });
      continue;
    }
    say({ kind: "killed", mutant, by: killer.name });
    if (await run(killer, pictures, false) !== undefined) {
      say({ kind: "spoiled" });
      Deno.exit(0);
    }
  }
  say({ kind: "done", pictures });
  Deno.exit(0);

  async function firstFailure(mutant: number, numbers: readonly number[]) {
    woven.$on = mutant;
    try {
      for (const number of numbers) {
        const failure = await run(tests[number], pictures, false);
        if (failure !== undefined) return tests[number];
      }
    } finally {
      woven.$on = 0;
    }
  }
}

if (import.meta.main) {
  globalThis.addEventListener(
    "unhandledrejection",
    (event) => event.preventDefault(),
  );
  try {
    await work(JSON.parse(await Deno.readTextFile(Deno.args[0])));
  } catch (error) {
    say({ kind: "broken", reason: String(error) });
    Deno.exit(1);
  }
}
