// Texts of one thing many times: nine times as much may not take much more than
// nine times as long, whatever is done with it.
import { assert } from "@std/assert";
import {
  compile,
  formatText,
  lint,
  markdownBlocks,
  parse,
} from "../../text.ts";
import { run } from "../helpers/memory_io.ts";
import { times } from "./chance.ts";
import { processorTime } from "./led.ts";

/** As many as a formula may have within one another: 1000 of 9000. */
const namedTerms = (n: number) =>
  `${times(n, (i) => `a${i} = ${i % 9}\n`).join("")}y = ${
    times(n, (i) => `a${i}*${i}`).join(" + ")
  }`;

const texts: Readonly<Record<string, (n: number) => string>> = {
  "labelled steps": (n) =>
    `fc(2,2) -> ${times(n, (i) => `l${i}: relu`).join(" -> ")}`,
  "shared steps": (n) => `fc(2,2) -> h: relu${" -> same(h)".repeat(n)}`,
  "unused lets": (n) =>
    `${times(n, (i) => `let a${i} = relu\n`).join("")}fc(2,1)`,
  "used lets": (n) =>
    times(n, (i) => `let a${i} = relu\n`).join("") +
    `fc(2,1) -> ${times(n, (i) => `a${i}`).join(" -> ")}`,
  "given values": (n) =>
    `${times(n, (i) => `given a${i} = 1\n`).join("")}fc(2,1)`,
  "wrong answers": (n) => `fc(2,1)\n${"expect y = 1\n".repeat(n)}`,
  "answers without a place": (n) =>
    `fc(2,1)\n${times(n, (i) => `expect q${i} = 1\n`).join("")}`,
  networks: (n) => "fc(2,1)\n".repeat(n),
  blocks: (n) => "```nn\nfc(2,1)\n```\n".repeat(n),
  sums: (n) => `fc(2,1)${" -> add(id, id)".repeat(n)}`,
  branches: (n) => `fc(2,1) -> add(id${", id".repeat(n)})`,
  "uses of one value": (n) => `fc(2,2) -> h: relu${" -> add(id, h)".repeat(n)}`,
  "open brackets": (n) => `fc(2,1) -> ${"( ".repeat(n)}`,
  "names changed in place": (n) => `given a = 1\n${"a += 2\n".repeat(n)}`,
  "arrays in formulas": (n) => "h = [1, 2] + a\n".repeat(n),
  "labels of formulas": (n) => "h: a*b\n".repeat(n),
  "words of a choice": (n) => `h = if a ${"then else ".repeat(n)} if`,
  "semicolons on a line": (n) => "1;".repeat(n),
  "sums of steps": (n) => "a+".repeat(n),
  "formulas without a name": (n) => "2a\n".repeat(n),
  "digits of a name": (n) => `fc(2,1)\nexpect ${"1".repeat(9 * n)}b = 1`,
  "tabs behind a name": (n) => `if ${"\t".repeat(9 * n)}`,
  quotes: (n) => "“a ".repeat(n),
  rows: (n) => `given x = [${"[1], ".repeat(n)}]\nfc(1,1)`,
  "misspelt steps": (n) => `fc(2,1)${" -> sigmod".repeat(n)}`,
  "misspelt paths": (n) =>
    `fc(2,1)\n${times(n, (i) => `given fc1.wieght${i} = 1\n`).join("")}`,
  "unknown paths beside many steps": (n) =>
    `fc(2,2)${" -> relu".repeat(n)}\n${"expect loss = 4\n".repeat(n)}`,
  "terms of a formula": (n) => `given a = 1\nb = a${" + a*2".repeat(n)}`,
  "powers of a formula": (n) => `given a = 1\nb = a${"^a".repeat(n)}`,
  "named values in a formula": (n) => namedTerms(n / 9),
  "letters behind a formula": (n) =>
    `given a = 1\nh = sum(a) ${"x".repeat(9 * n)}`,
  formulas: (n) =>
    `given b0 = 1\n${times(n, (i) => `b${i + 1} = b${i}*2\n`).join("")}`,
  functions: (n) =>
    `f0(t) = t\n${
      times(n, (i) => `f${i + 1}(t) = f${i}(t) + 1\n`).join("")
    }given a = 1\nb = f${n}(a)`,
  inputs: (n) =>
    `${times(n, (i) => `x${i}: input(2)\n`).join("")}add(${
      times(n, (i) => `x${i}`).join(", ")
    })`,
  losses: (n) => `h: fc(2,2)\n${"h -> fc(1) -> mse\n".repeat(n)}`,
  comments: (n) => `${"# a\n".repeat(n)}fc(2,1)`,
};

const works: Readonly<Record<string, (text: string) => unknown>> = {
  compile,
  lint,
  fmt: (text) => parse(text).diagnostics.length > 0 || formatText(text),
  "look for blocks": markdownBlocks,
  check: (text) =>
    run(["check", "a.nn", "--no-gradcheck"], { files: { "a.nn": text } }),
  run: (text) => run(["run", "a.nn"], { files: { "a.nn": text } }),
  show: (text) => run(["show", "a.nn"], { files: { "a.nn": text } }),
  "show in a terminal": (text) =>
    run(["show", "a.nn"], { files: { "a.nn": text }, columns: 80 }),
};

/** The clock of a thread goes in ticks of some 10 ms, so short work is done often. */
async function timeOf(work: () => unknown): Promise<number> {
  const start = processorTime();
  for (let count = 1;; count++) {
    await work();
    const time = processorTime() - start;
    if (time >= 60 || count === 1000) return time / count;
  }
}

for (const [name, text] of Object.entries(texts)) {
  Deno.test(`many ${name} take time in proportion`, async () => {
    for (const [command, work] of Object.entries(works)) {
      const [few, many] = [text(1000), text(9000)];
      const first = await timeOf(() => work(few));
      const again = await timeOf(() => work(few));
      const time = await timeOf(() => work(many));
      const least = Math.min(first, again);
      assert(time < 20 * least + 100, `${command}: ${least} and ${time} ms`);
    }
  });
}

Deno.test("one line of signs without a meaning takes not much longer than the same signs on many lines", async () => {
  const fastest = async (text: string) => {
    let least = Infinity;
    for (let i = 0; i < 5; i++) {
      least = Math.min(least, await timeOf(() => parse(text)));
    }
    return least;
  };
  for (const sign of ["“", "½", "? ", "\ud800", "👩"]) {
    const lines = await fastest(`${sign.repeat(50)}\n`.repeat(200));
    const line = await fastest(sign.repeat(10_000));
    assert(line < 5 * lines + 5, `${sign}: ${line} and ${lines} ms`);
  }
});
