import { assert, assertEquals } from "@std/assert";
import type { Io } from "../../../../dsl/cli/world/io.ts";
import { progressLine } from "../../../../dsl/cli/world/progress.ts";
import { erasure } from "../../../../dsl/cli/world/terminal.ts";
import { textWidth } from "../../../../dsl/typesetting/width.ts";
import { open, run } from "../../../helpers/memory_io.ts";
import { openScreen } from "../../../helpers/screen.ts";

/** A world whose messages go to a screen of `window.columns`. */
function onScreen(window: { columns: number }) {
  const screen = openScreen(window.columns);
  const { io } = open({ showsProgress: true });
  const shown: Io = {
    ...io,
    get errorColumns() {
      return window.columns;
    },
    error: screen.write,
    erase: (_, rows) => screen.write(erasure(rows)),
  };
  return { screen, io: shown };
}

const amounts = [[0, 0], [1, 3], [594, 12_000], [123_456_789, 987_654_321]];
const words = ["", "epoch 12, loss 0.1234", "checking a_step_of_a_long_name_1"];

for (const columns of [20, 21, 27, 33, 40, 60, 80, 132]) {
  Deno.test(`a progress line takes one row of ${columns} columns, and leaves none`, () => {
    const { screen, io } = onScreen({ columns });
    screen.write("before\n");
    const line = progressLine(io);
    for (const [done, total] of amounts) {
      for (const what of words) {
        line.show(what, done, total);
        const rows = screen.rows();
        assertEquals(rows.length, 2);
        assert(textWidth(rows[1]) < columns, rows[1]);
        assert(rows[1] !== "");
      }
    }
    line.note("1,234,567 rows");
    assertEquals(screen.rows(), ["before", "1,234,567 rows"]);
    line.clear();
    assertEquals(screen.rows(), ["before", ""]);
  });
}

Deno.test("a line that a narrower window has broken into rows is removed whole", () => {
  const window = { columns: 80 };
  const { screen, io } = onScreen(window);
  screen.write("before\n");
  const line = progressLine(io);
  for (const columns of [40, 20, 60, 30]) {
    line.show("epoch 3, loss 0.5", 300, 4_000);
    window.columns = columns;
    screen.resize(columns);
    line.show("epoch 3, loss 0.4", 400, 4_000);
    assertEquals(screen.rows().length, 2);
  }
  line.show("epoch 3, loss 0.5", 300, 4_000);
  window.columns = 20;
  screen.resize(20);
  line.clear();
  assertEquals(screen.rows(), ["before", ""]);
});

Deno.test("with room the line tells all, with less what matters most", () => {
  const lines = [80, 60, 40, 24].map((columns) => {
    const { screen, io } = onScreen({ columns });
    progressLine(io).show("epoch 3, loss 0.5", 300, 4_000);
    return screen.rows()[0];
  });
  assertEquals(lines, [
    "[##----------------------] 300/4000  10000/s  1 s left  epoch 3, loss 0.5",
    "[#-----------] 300/4000  1 s left  epoch 3, loss 0.5",
    "7%  1 s left  epoch 3, loss 0.5",
    "7%  1 s left",
  ]);
});

Deno.test("how long it takes is not guessed from almost nothing", () => {
  const { screen, io } = onScreen({ columns: 60 });
  const times = [0, 900, 2_000];
  const line = progressLine(Object.assign(Object.create(io), {
    now: () => times.shift() ?? 0,
  }));
  const rows = [1, 10].map((done) => {
    line.show("epoch 1", done, 3_000);
    return screen.rows()[0];
  });
  assertEquals(rows, [
    "[------------------------] 1/3000  1/s  epoch 1",
    "[------------] 10/3000  598 s left  epoch 1",
  ]);
});

Deno.test("a training in 80 columns leaves its table and no rows of its bar", async () => {
  for (const columns of [80, 40, 20]) {
    const { out, error } = await run([
      ...["train", "fc(2,8) -> tanh -> fc(3) -> cross_entropy"],
      ...["--data", "spiral", "--epochs", "30"],
    ], { columns, showsProgress: true });
    const screen = openScreen(columns);
    for (const part of error.split(/(?=\r)/)) {
      screen.write(part);
      assert(screen.rows().length === 1, screen.rows().join("\n"));
    }
    assertEquals(screen.rows(), [""]);
    for (const line of out.split("\n")) {
      assert(textWidth(line) <= columns, line);
    }
  }
});
