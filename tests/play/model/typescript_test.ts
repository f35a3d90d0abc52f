// The TypeScript of a network runs with the library, and computes what the page shows.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { BoundNetwork } from "../../../mod.ts";
import { compile, isCompiled, runExercise } from "../../../text.ts";
import { presets } from "../../../play/model/presets.ts";
import { programOf } from "../../../play/model/typescript.ts";

const library = new URL("../../../mod.ts", import.meta.url).href;

/** A text, its numbers as the page has them, and its program with this library. */
function programOfText(text: string, seed = 0) {
  const compiled = compile(text);
  assert(isCompiled(compiled), text);
  const exercise = runExercise(compiled, { seed });
  const program = programOf(compiled, exercise);
  assertEquals(program.split("jsr:@nabla/nabla").length, 2);
  return {
    compiled,
    exercise,
    program: program.replace("jsr:@nabla/nabla", library),
  };
}

/** What a program has computed; what it prints is left aside. */
async function netOf(program: string): Promise<BoundNetwork> {
  const quiet = program.replaceAll("console.log", "void String");
  const code = new TextEncoder().encode(`${quiet}\nexport { net };\n`);
  const address = `data:application/typescript;base64,${code.toBase64()}`;
  return (await import(address)).net;
}

const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(presets.map(({ name, text }) => [name, text])),
  "given parameters":
    "given x = [1, 2]\ngiven fc1.weight = [[0.5, -1]]\ngiven target = [1]\nfc(2,1) -> sigmoid -> bce",
  "several examples":
    "given x = [[1, 2], [3, 4], [5, 6]]\nfc(2,3) -> tanh -> fc(1) -> mse",
  "classes": "given target = 2\ninput(3) -> fc(3) -> cross_entropy",
  "shares":
    "given target = [0.2, 0.5, 0.3]\ninput(3) -> fc(3) -> cross_entropy",
  "a gradient from above": "given y.grad = [1, -2]\ninput(3) -> fc(2)",
  "no way back": "input(3) -> fc(2)",
  "several inputs":
    "a: input(2)\nb: input(3)\ngiven b = [1, 2, 3]\na -> fc(2) -> h: tanh\nb -> fc(2) -> add(id, h) -> fc(1) -> mse",
  "chance": "input(6) -> dropout(0.5) -> fc(1)",
  "a block": "let b(n) = (fc(n) -> tanh)\ninput(2) -> b(3)*2 -> fc(1)",
};

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`the program of ${name} computes the same numbers`, async () => {
    const { exercise: { bound, ranBackward }, program } = programOfText(
      text,
      2,
    );
    const net = await netOf(program);
    assertEquals(net.y, bound.y);
    assertEquals(net.loss, bound.loss);
    if (!ranBackward) return;
    for (const { path, gradient } of bound.parameters) {
      assertEquals(net.parameters.get(path).gradient, gradient, path);
    }
    assertEquals(net.dx, bound.dx);
  });
}

Deno.test("a program passes the type checker, and prints its numbers", async () => {
  const { program } = programOfText(
    "given x = [1, 2]\ngiven fc1.weight = [[0.5, -1]]\ngiven fc1.bias = [0.1]\nfc(2,1) -> sigmoid",
  );
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--check", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { stdout, stderr } = await process.output();
  assertEquals(new TextDecoder().decode(stderr), "");
  const out = new TextDecoder().decode(stdout);
  // 1 / (1 + exp(1.4)), and the row of the course.
  assertMatch(out, /^y Float64Array\(1\) \[ 0\.19781611144\d+ \]$/m);
  assertMatch(
    out,
    /^fc1\.weight\.grad Float64Array\(2\) \[ 0\.15868489\d+, 0\.31736979\d+ \]$/m,
  );
});

Deno.test("nothing in a text is code of its program", async () => {
  const marked = globalThis as { taken?: boolean };
  const text = "given x = 2\n# ${globalThis.taken = true} ` \\` */\ny_ = x^2";
  const net = await netOf(programOfText(text).program);
  assertEquals(net.y[0], 4);
  assertEquals(marked.taken, undefined);
});

Deno.test("an array that is too long to write is named instead", () => {
  const { program } = programOfText("input(2000) -> fc(1)");
  assertMatch(program, /^\/\/ Fill net\.x: 2,?000 numbers\.$/m);
  assert(program.split("\n").every((line) => line.length <= 80));
});
