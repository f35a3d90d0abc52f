// What has to change to make one text of another.
import { assertEquals } from "@std/assert";
import { changeBetween } from "../../../play/model/text_change.ts";

const cases: readonly (readonly [
  before: string,
  after: string,
  change: readonly [from: number, to: number, insert: string],
])[] = [
  ["", "", [0, 0, ""]],
  ["abc", "abc", [3, 3, ""]],
  ["abc", "abxc", [2, 2, "x"]],
  ["abxc", "abc", [2, 3, ""]],
  ["0.5", "0.6", [2, 3, "6"]],
  ["aa", "aaa", [2, 2, "a"]],
  ["aaa", "aa", [2, 3, ""]],
  ["abc", "xyz", [0, 3, "xyz"]],
  ["", "fc", [0, 0, "fc"]],
  ["fc", "", [0, 2, ""]],
  ["x = [1, 2]", "x = [1, 3, 2]", [8, 8, "3, "]],
];
for (const [before, after, [from, to, insert]] of cases) {
  Deno.test(`${JSON.stringify(before)} becomes ${JSON.stringify(after)} by the smallest change`, () => {
    const change = changeBetween(before, after);
    assertEquals(change, { from, to, insert });
    assertEquals(
      before.slice(0, change.from) + change.insert + before.slice(change.to),
      after,
    );
  });
}
