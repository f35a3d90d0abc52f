import { assert, assertEquals } from "@std/assert";
import { languageFiles } from "../../../helpers/language_files.ts";
import { open, run } from "../../../helpers/memory_io.ts";
import { stepThrough } from "../../../../dsl/cli/words/stepping.ts";
import { erasure } from "../../../../dsl/cli/world/terminal.ts";
import { openScreen } from "../../../helpers/screen.ts";

const [back, left, up, quit, escape, interrupt] = [
  ...["b", "\x1b[D", "\x1b[A"],
  ...["q", "\x1b", "\x03"],
];
const texts = ["first", "second,\nin two lines", "third", "last"];

/** What is on the screen when each key is asked for, and at the end. */
async function shown(keys: readonly string[], columns = 40) {
  const screen = openScreen(columns);
  const { io } = open({ columns });
  const seen: string[] = [];
  const left = [...keys];
  await stepThrough(texts, {
    ...io,
    out: screen.write,
    erase: (_, rows) => screen.write(erasure(rows)),
    readKey: () => {
      seen.push(screen.rows().join("\n"));
      return Promise.resolve(left.shift());
    },
  });
  return { seen, end: screen.rows().join("\n") };
}

const keys = "Enter next · b back · q quit";

Deno.test("each step is shown after a key, with the keys below it", async () => {
  const { seen, end } = await shown(["\r", " ", "x", "\r"]);
  assertEquals(seen, [
    `first\n\n${keys}`,
    `first\n\nsecond,\nin two lines\n\n${keys}`,
    `first\n\nsecond,\nin two lines\n\nthird\n\n${keys}`,
    `first\n\nsecond,\nin two lines\n\nthird\n\nlast\n\n${
      keys.replace("next", "end")
    }`,
  ]);
  assertEquals(end, "first\n\nsecond,\nin two lines\n\nthird\n\nlast\n\n");
});

for (const key of [back, left, up]) {
  Deno.test(`${JSON.stringify(key)} goes back, also from the last step, and no farther than the first`, async () => {
    const { seen } = await shown(["\r", key, key, "\r", "\r", "\r", key, quit]);
    const first = `first\n\n${keys}`;
    const second = `first\n\nsecond,\nin two lines\n\n${keys}`;
    assertEquals(seen.slice(0, 5), [first, second, first, first, second]);
    assertEquals(
      seen.at(-1),
      `first\n\nsecond,\nin two lines\n\nthird\n\n${keys}`,
    );
  });
}

for (const key of [quit, escape, interrupt, "\x04", "\x1a"]) {
  Deno.test(`${JSON.stringify(key)} ends it`, async () => {
    const { end } = await shown(["\r", key]);
    assertEquals(
      end,
      "first\n\nsecond,\nin two lines\n\nstopped after 2 of 4\n",
    );
  });
}

Deno.test("in a narrow window going back removes all rows of a step", async () => {
  const { seen } = await shown(["\r", back, quit], 20);
  assertEquals(seen[2], "first\n\nb back · q quit");
});

Deno.test("trace --step takes keys; where nobody can press one it prints all", async () => {
  const files = { "net.nn": languageFiles["sigmoid-graph"] };
  const words = ["trace", "net.nn", "--step"];
  const all = await run(words, { files });
  assert(!all.out.includes("back"));
  const stopped = await run(words, { files, columns: 80, keys: ["\r", "q"] });
  assert(stopped.out.includes(`${keys}\r\x1b[K`));
  assert(stopped.out.endsWith("stopped after 2 of 10\n"));
});
