// What a reader has done of the course: what is read again, and what is left out.
import { assertEquals } from "@std/assert";
import {
  answered,
  longestAnswer,
  noProgress,
  readProgress,
  withSolved,
  writeProgress,
} from "../../../play/model/progress.ts";

const first = "2.1-difference-quotient-formulas";
const second = "2.2-computation-graph-formulas";

Deno.test("progress is read again as it was written", () => {
  const done = withSolved(answered(noProgress, first, ["6", "", "∂"]), second);
  assertEquals(readProgress(writeProgress(done)), done);
  assertEquals([...done.solved], [second]);
  assertEquals(done.answers.get(first), ["6", "", "∂"]);
});

Deno.test("a lesson that is solved again is solved once, and a new answer takes the place of the old", () => {
  const done = withSolved(withSolved(noProgress, first), first);
  assertEquals([...done.solved], [first]);
  const twice = answered(answered(done, first, ["1"]), first, ["2"]);
  assertEquals([...twice.answers], [[first, ["2"]]]);
});

Deno.test("what is kept may be anything: only lessons and short answers are taken", () => {
  for (
    const text of ["", "{", "null", "1", "[]", '"solved"', '{"solved":1}']
  ) {
    assertEquals(readProgress(text), noProgress, text);
  }
  for (
    const answers of [
      1,
      "abc",
      {},
      [],
      [1],
      ["a".repeat(longestAnswer + 1)],
      Array(101).fill(""),
    ]
  ) {
    const text = JSON.stringify({ answers: { [first]: answers } });
    assertEquals(readProgress(text), noProgress, text.slice(0, 60));
  }
  const text = `{"solved":["${second}","9","__proto__",1],
    "answers":{"__proto__":["1"],"constructor":["1"],"${first}":["1"]}}`;
  assertEquals(readProgress(text), {
    solved: new Set([second] as const),
    answers: new Map([[first, ["1"]]] as const),
  });
});
