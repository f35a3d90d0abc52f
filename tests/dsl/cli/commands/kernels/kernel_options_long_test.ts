// `--kernels` and `--threads`, on every command that computes.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineLayer } from "../../../../../define.ts";
import { memoriesOf } from "../../../../helpers/memories.ts";
import { run } from "../../../../helpers/memory_io.ts";

/** A text that plain kernels compute by default, and one that they do not. */
const texts = {
  "small.nn": "fc(3,2) -> mean\nexpect y = 1\n",
  "large.nn": "fc(80,60) -> mean\nexpect y = 1\n",
};
const world = { files: { ...texts, "sheet.nn": "x -> mean\nexpect y = 1\n" } };

/** What computes: each command line but for the text. */
const computing: readonly (readonly string[])[] = [
  ["run"],
  ["trace"],
  ["graph", "--dot"],
  ["check"],
  ["grade", "sheet.nn", "--key"],
  ["gradcheck", "--mode", "sampled"],
  ["gradcheck", "--sweep"],
];
const names = [...new Set(computing.map(([name]) => name)), "self-test"];

for (const words of computing) {
  const called = words.join(" ");
  const memories = (...more: string[]) =>
    memoriesOf(() => run([...words, ...more], world));

  Deno.test(`nabla ${called} computes on the kernels that are asked for`, async () => {
    assertEquals(await memories("small.nn"), []);
    // One for the question whether they can be had, the others for networks.
    const made = await memories("small.nn", "--kernels", "wasm");
    assert(made.length > 1, `${made.length}`);
    assert((await memories("large.nn")).length > 0);
    assertEquals(await memories("large.nn", "--kernels", "plain"), []);
    assert((await memories("large.nn", "--kernels", "auto")).length > 0);
  });

  Deno.test(`nabla ${called} computes on as many threads as are asked for`, async () => {
    const chosen = ["small.nn", "--kernels", "wasm", "--threads"];
    const one = await memories(...chosen, "1");
    const eight = await memories(...chosen, "8");
    assert(one.length > 1, `${one}`);
    assertEquals(one.length, eight.length);
    assert(one.every((bytes, i) => bytes < eight[i]), `${one}, ${eight}`);
  });
}

Deno.test("nabla self-test computes on the kernels and threads that are asked for", async () => {
  const words = ["self-test", "--faulty", "0", "--right", "2", "--single", "0"];
  const smallest = async (...more: string[]) => {
    const made = await memoriesOf(() => run([...words, ...more]));
    return made.length < 2 ? 0 : Math.min(...made);
  };
  assertEquals(await smallest("--kernels", "plain"), 0);
  const one = await smallest("--kernels", "wasm", "--threads", "1");
  const eight = await smallest("--kernels", "wasm", "--threads", "8");
  assert(one > 0 && eight > one, `${one}, ${eight}`);
  const chosen = ["--kernels", "wasm", "--threads", "2", "--json"];
  const { options } = JSON.parse((await run([...words, ...chosen])).out);
  assertEquals([options.kernels, options.threads], ["wasm", 2]);
});

Deno.test("kernels round otherwise, and threads change nothing", async () => {
  const words = ["run", "large.nn", "--json", "--kernels"];
  const plain = await run([...words, "plain"], world);
  const [one, four] = await Promise.all(
    ["1", "4"].map((n) => run([...words, "wasm", "--threads", n], world)),
  );
  assertEquals([plain.status, one.status], [0, 0]);
  assertEquals(one.out, four.out);
  const outputOf = ({ out }: { out: string }) =>
    JSON.parse(out).networks[0].values.find(({ path }: { path: string }) =>
      path === "fc1"
    ).value;
  const [exact, fast] = [outputOf(plain), outputOf(one)];
  assert(exact.some((value: number, i: number) => value !== fast[i]));
  for (const [i, value] of exact.entries()) {
    assert(Math.abs(value - fast[i]) < 1e-13, `${value}, ${fast[i]}`);
  }
});

Deno.test("workers print the same bytes on fast kernels", async () => {
  const words = ["gradcheck", "fc(12,20) -> tanh -> fc(3)"];
  const fast = [...words, "--kernels", "wasm", "--threads", "2"];
  const alone = await run(fast);
  assertEquals(alone.status, 0);
  assertEquals((await run([...fast, "--workers", "2"])).out, alone.out);
});

Deno.test("a worker computes on one thread, whatever the others may have", async () => {
  const tasks: unknown[] = [];
  const { Worker } = globalThis;
  globalThis.Worker = class extends EventTarget {
    onmessage?: (event: { data: unknown }) => void;
    postMessage(message: { options?: unknown }) {
      if (message.options === undefined) {
        this.onmessage?.({ data: { error: "it only listens" } });
      } else tasks.push(message.options);
    }
    terminate() {}
  } as unknown as typeof Worker;
  try {
    const words = ["gradcheck", "fc(2,1)", "--workers", "2", "--seed", "3"];
    const { error } = await run([
      ...words,
      ...["--kernels", "wasm", "--threads", "8"],
    ]);
    assertStringIncludes(error, "a worker failed: it only listens");
  } finally {
    globalThis.Worker = Worker;
  }
  const task = { seed: 3, kernels: "wasm", threads: 1 };
  assertEquals(tasks, [task, task]);
});

Deno.test("a fault is reproduced on the same kernels, on any number of threads", async () => {
  const hasty = defineLayer({ name: "hasty", f: Math.exp, df: () => 1 });
  const { out } = await run(
    [
      ...["gradcheck", "net.nn", "--layers", "mine.ts"],
      ...["--kernels", "wasm", "--threads", "2"],
    ],
    {
      files: { "net.nn": "fc(2,1) -> hasty" },
      modules: { "mine.ts": { hasty } },
    },
  );
  assertStringIncludes(
    out.replaceAll(/\s+/g, " "),
    "nabla gradcheck net.nn --kernels wasm --layers mine.ts --only hasty1",
  );
});

Deno.test("the help of what computes has both options, and no other help", async () => {
  const { out } = await run(["--help"]);
  const all = [...out.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name]) => name);
  const having = async (option: string) => {
    const found = await Promise.all(all.map(async (name) => {
      const help = (await run(["help", name])).out;
      return help.includes(`  ${option} `) ? [name] : [];
    }));
    return found.flat().sort();
  };
  const computing = [...names, "evaluate", "predict", "train"];
  assertEquals(await having("--kernels KIND"), computing.toSorted());
  assertEquals(await having("--threads N"), [...computing, "kernels"].sort());
});
