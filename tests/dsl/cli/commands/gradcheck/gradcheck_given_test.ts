// `nabla gradcheck` and `nabla check` at the numbers that a text gives.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import { writeNpz } from "../../../../../data.ts";
import { defineLayer } from "../../../../../define.ts";
import { run, type World } from "../../../../helpers/memory_io.ts";

const neuron = `fc(2,1) -> sigmoid
given x = [1, 2]
given fc1.weight = [[0.5, -1]]
`;
const files = {
  "neuron.nn": neuron,
  "two.nn":
    "fc(3,2)\ngiven x = [[1, 0, 2], [0, 1, 1]]\ngiven y.grad = [[1, 0], [0, 1]]\n",
  "pole.nn": "input(2) -> recip\ngiven x = [0, 1]\n",
  "circuit.nn": "given x = 0\nx -> neg -> exp -> shift(1) -> recip\n",
  "notes.md": "# A neuron\n\n```nn\n" + neuron + "```\n",
  "line.nn": "fc(1,1) -> mse\ngiven x = [9]\ngiven fc1.weight = [[2]]\n",
  "one.csv": "a,b\n5,-4\n",
  "class.nn":
    "input(3) -> cross_entropy\ngiven x = [1, 2, 3]\ngiven target = 7\n",
};

/** The report on one text, as data. */
async function reportOn(words: readonly string[], world: World = { files }) {
  const { status, out } = await run(["gradcheck", ...words, "--json"], world);
  return { status, ...JSON.parse(out).networks[0].report };
}

Deno.test("the numbers of a text are taken, what it leaves open is drawn, and the report says which", async () => {
  const { out } = await run(["gradcheck", "neuron.nn"], { files });
  assertStringIncludes(out, "seed 0, batch 1, float64");
  assertStringIncludes(out, "\ngiven by neuron.nn: x and fc1.weight\n");
  assertStringIncludes(out, "\ndrawn: fc1.bias\n");
  const text = await run(["gradcheck", neuron]);
  assertStringIncludes(text.out, "\ngiven by text: x and fc1.weight\n");
  const block = await run(["gradcheck", "notes.md"], { files });
  assertStringIncludes(block.out, "\ngiven by notes.md:3: x and fc1.weight\n");
});

Deno.test("a text is checked where its own numbers are: a layer that is wrong there fails, and passes at drawn ones", async () => {
  const far = defineLayer({
    name: "far",
    f: (x) => x * x,
    df: (x) => x > 100 ? x : 2 * x,
  });
  const world = {
    modules: { "mine.ts": { far } },
    files: {
      "far.nn": "input(2) -> far\ngiven x = [200, 1]\n",
      "shared.nn":
        "fc(1,1) -> far\ngiven fc1.weight = [[200]]\ngiven fc1.bias = [0]\ngiven x = [1]\n",
    },
  };
  const own = ["--layers", "mine.ts"];
  for (const file of ["far.nn", "shared.nn"]) {
    const words = [file, ...own];
    assertEquals((await reportOn(words, world)).status, 1, file);
    assertEquals((await reportOn([...words, "--drawn"], world)).status, 0);
    assertEquals((await run(["check", ...words], world)).status, 1);
    const search = [...words, "--mode", "search"];
    assertEquals((await reportOn(search, world)).status, 1);
  }
});

Deno.test("with --drawn a text is checked as one that gives nothing", async () => {
  const drawn = await reportOn(["neuron.nn", "--drawn"]);
  const { status: _, ...plain } = await reportOn(["fc(2,1) -> sigmoid"]);
  assertEquals(drawn, { ...drawn, ...plain });
  assertEquals(drawn.batch, 3);
  const { batch, given } = await reportOn([
    "neuron.nn",
    "--drawn",
    "--batch",
    "5",
  ]);
  assertEquals([batch, given], [5, []]);
});

Deno.test("--batch agrees with the given rows or is refused, and the way out works", async () => {
  assertEquals((await reportOn(["two.nn", "--batch", "2"])).status, 0);
  const { status, error } = await run(
    ["gradcheck", "two.nn", "--batch", "4"],
    { files },
  );
  assertEquals(status, 2);
  assertEquals(
    error,
    "nabla: --batch 4 differs from the 2 examples that two.nn gives\n" +
      "Leave --batch out, or draw all numbers with --drawn.\n",
  );
  assertEquals(
    (await reportOn(["two.nn", "--batch", "4", "--drawn"])).batch,
    4,
  );
});

Deno.test("a given y.grad is named as not used", async () => {
  const { out } = await run(["gradcheck", "two.nn"], { files });
  assertStringIncludes(
    out,
    "\nnot used: y.grad, as a gradient is drawn for every output\n",
  );
});

Deno.test("data and weights stand above the text, which keeps the rest", async () => {
  const weights = writeNpz([
    { name: "fc1.weight", shape: [1, 1], values: Float64Array.of(3) },
    { name: "fc1.bias", shape: [1], values: Float64Array.of(1) },
  ]);
  const world = { files: { ...files, "w.npz": weights } };
  const data = ["--data", "one.csv", "--target", "b", "--batch", "1"];
  const rows = await run(["gradcheck", "line.nn", ...data], world);
  assertStringIncludes(rows.out, "\ngiven by line.nn: fc1.weight\n");
  assertStringIncludes(rows.out, "\ngiven by one.csv: x and target\n");
  const loaded = ["gradcheck", "line.nn", "--weights", "w.npz"];
  const { out } = await run(loaded, world);
  assertStringIncludes(out, "\ngiven by line.nn: x\n");
  assertStringIncludes(out, "\ngiven by w.npz: fc1.weight and fc1.bias\n");
  const { checks } = await reportOn(loaded.slice(1), world);
  // Of (w·x + b − t)² the gradients by x and b are as w : 1.
  const [x, , bias] = checks.at(-1).gradients;
  assertAlmostEquals(x.worst.analytic / bias.worst.analytic, 3, 1e-12);
});

Deno.test("the values of a circuit are given too", async () => {
  const { given, drawn } = await reportOn(["circuit.nn"]);
  assertEquals([given, drawn], [["x"], []]);
});

Deno.test("where nothing can be told the report says whose the place is, and its way out works", async () => {
  const { status, out } = await run(["gradcheck", "pole.nn"], { files });
  assertEquals(status, 3);
  assertStringIncludes(
    out.replace(/\s+/g, " "),
    "the place is that of pole.nn; to look elsewhere, give other numbers or add --drawn",
  );
  assertEquals((await reportOn(["pole.nn", "--drawn"])).status, 0);
  const { out: tap } = await run(["gradcheck", "pole.nn", "--tap"], { files });
  assertStringIncludes(tap, "add --drawn");
});

Deno.test("a sweep is over the numbers of the text", async () => {
  const { out } = await run(["gradcheck", "neuron.nn", "--sweep"], { files });
  assertStringIncludes(out, "over 5 numbers");
  assertStringIncludes(out, "\ngiven by neuron.nn: x and fc1.weight\n");
  const drawn = await run(
    ["gradcheck", "neuron.nn", "--sweep", "--drawn"],
    { files },
  );
  assertStringIncludes(drawn.out, "over 9 numbers");
});

Deno.test("workers check at the same numbers", async () => {
  const words = ["gradcheck", "neuron.nn"];
  const alone = await run(words, { files });
  const shared = await run([...words, "--workers", "2"], { files });
  assertEquals(shared.out, alone.out);
});

Deno.test("while it is watched, the text's new numbers are taken", async () => {
  const { out } = await run(["gradcheck", "pole.nn", "--watch"], {
    files,
    changes: [{ "pole.nn": "input(2) -> recip\ngiven x = [2, 1]\n" }],
  });
  assert(out.indexOf("INCONCLUSIVE") < out.indexOf("PASS"));
});

Deno.test("numbers that a layer refuses stop their text, and no other", async () => {
  const { status, out, error } = await run(
    ["gradcheck", "class.nn", "neuron.nn"],
    { files },
  );
  assertEquals(status, 2);
  assertStringIncludes(error, "class.nn: cannot run the text of a network");
  assertStringIncludes(error, "error[E205]: 7 is not a class number");
  assertStringIncludes(out, "PASS");
  const checked = await run(["check", "class.nn", "--json"], { files });
  const [{ items }] = JSON.parse(checked.out).texts;
  assertEquals(
    items.map(({ name, verdict }: Record<string, string>) => [name, verdict]),
    [["forward", "error"]],
  );
});
