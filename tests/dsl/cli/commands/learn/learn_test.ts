import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../../helpers/memory_io.ts";
import { openScreen } from "../../../../helpers/screen.ts";
import { courseLessons } from "../../../../../dsl/course/lessons.ts";
import { questionsOf } from "../../../../../dsl/course/sheets.ts";

/** Runs a command at a terminal where these keys are pressed. */
async function typed(
  words: readonly string[],
  keys: readonly string[],
  columns = 60,
) {
  const { status, out, files } = await run(words, { keys, columns });
  const screen = openScreen(columns);
  screen.write(out);
  return {
    status,
    files,
    rows: screen.rows(),
    shown: screen.rows().join("\n"),
  };
}

Deno.test("learn lists the lessons, and those that are solved", async () => {
  const files = {
    "done.json": '{"solved":["2.2-computation-graph-formulas"]}',
  };
  const { status, out } = await run(["learn", "--progress", "done.json"], {
    files,
  });
  assertEquals(status, 0);
  assertStringIncludes(out, "✓  2.2 ");
  assertStringIncludes(out, "nabla learn 2.1 opens the next one");
});

Deno.test("every line of every lesson fits in 40 columns, but for lines of texts", async () => {
  for (const { id } of courseLessons) {
    const { out } = await run(["learn", id, "--hint", "3"], { columns: 40 });
    const wide = out.split("\n").filter((line) =>
      line.length > 40 && !line.startsWith("  ") && !line.includes(id)
    );
    assertEquals(wide, []);
  }
});

Deno.test("a sheet is marked at its own lines, and told apart by its status", async () => {
  const sheet = `# my answers
given A = 0
B = -A
C = exp(B)
E = C + 1
F = 1/E
expect F.grad = 1
expect E.grad = -0.25
expect C.grad = -1/4
expect B.grad = -1/4
expect A.grad = -1/4`;
  const words = ["learn", "2.3", "--answers", "sheet.nn"];
  const wrong = await run(words, { files: { "sheet.nn": sheet } });
  assertEquals(wrong.status, 1);
  assertStringIncludes(wrong.out, "4 of 5 answers right");
  assertStringIncludes(wrong.out, "sheet.nn:11:17");
  assertStringIncludes(wrong.out, "it differs only in sign");
  const right = await run(words, {
    files: { "sheet.nn": sheet.replace(/-1\/4$/, "1/4") },
  });
  assertEquals(right.status, 0);
  assertStringIncludes(right.out, "Next: nabla learn 2.4");
});

Deno.test("the whole course is solved at a terminal, key by key", async () => {
  for (const lesson of courseLessons) {
    const keys = questionsOf(lesson)
      .flatMap(({ answer }) => [...answer, "\r"]);
    const { status, shown } = await typed(["learn", lesson.id], keys);
    assertEquals(status, 0, lesson.id);
    assert(/Next: nabla learn|the last one/.test(shown), shown);
  }
});

Deno.test("only what is wrong is asked again, and hints come one by one", async () => {
  // B, C after two hints (one by a full-width sign), E, and F, which is wrong at first.
  const keys = ["0\r", "?\r", "？\r", "1\r", "2\r", "7\r", "0.5\r"];
  const { status, shown, files } = await typed(
    ["learn", "2.2", "--progress", "done.json"],
    keys,
  );
  assertEquals(status, 0);
  assertStringIncludes(shown, "Work from the top line");
  assertStringIncludes(shown, "exp(0) is 1.");
  assertStringIncludes(shown, "3 of 4 answers right");
  assertEquals(shown.match(/^F = (7|0\.5)/gm), ["F = 7", "F = 0.5"]);
  assertEquals(shown.match(/^E = \d/gm), ["E = 2"]);
  assertEquals(
    files["done.json"],
    '{"solved":["2.2-computation-graph-formulas"]}\n',
  );
});

Deno.test("Ctrl-C ends a lesson, and nothing is kept as solved", async () => {
  const words = ["learn", "2.2", "--progress", "done.json"];
  const { status, files } = await typed(words, ["0", "\x03"]);
  assertEquals([status, files], [1, {}]);
});

Deno.test("a line is typed, mended and shown as far as it fits", async () => {
  const { rows } = await typed(
    ["learn", "2.2"],
    ["1", "2", "\x7f", "\x1b[A", "é", "\x07", "\r", "\x03"],
    20,
  );
  assert(rows.some((row) => row.trimEnd() === "B = 1é"), rows.join("\n"));
});

for (
  const [words, message] of [
    [["learn", "7"], "there is no lesson 7"],
    [["learn", "2.1", "2.2"], "learn works on one lesson"],
    [["learn", "--hint", "1"], "there is no lesson"],
    [["learn", "2.3", "--hint", "1", "--json"], "--json gives all hints"],
    [["learn", "2.3", "--hint", "1", "--answers", "-"], "not marked"],
    [["learn", "2.1", "--answers", "gone.nn"], "there is no such file"],
    [["learn", "--progress", "net.json"], "Give --progress another name"],
  ] as const
) {
  Deno.test(`nabla ${words.join(" ")} says what is wrong and the way out`, async () => {
    const { status, error } = await run(words, {
      files: { "net.json": '{"layers":[]}' },
    });
    assertEquals(status, 2);
    assertStringIncludes(error, message);
  });
}
