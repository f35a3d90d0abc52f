// Sessions that come from elsewhere: what is read, and what is refused.
import { assertEquals } from "@std/assert";
import {
  readSession,
  type Session,
  sessionOf,
  sessionParts,
} from "../../../play/model/session.ts";
import { changed } from "./sessions.ts";

Deno.test("a session that was written is read again, whole or as its parts", () => {
  const again = (value: unknown) =>
    readSession(JSON.parse(JSON.stringify(value)));
  assertEquals(again(changed), changed);
  assertEquals(again(sessionParts(changed)), changed);
  const first = sessionOf("fc(2,1)");
  assertEquals(sessionParts(first), { text: "fc(2,1)" });
  assertEquals(again(sessionParts(first)), first);
  for (const name of Object.keys(changed)) {
    const one = { ...first, [name]: changed[name as keyof Session] };
    assertEquals(again(sessionParts(one)), one);
  }
});

const wrong: readonly (readonly [part: string, values: readonly unknown[]])[] =
  [
    ["text", [null, 1, [], {}, "x".repeat(2 ** 20 + 1)]],
    ["seed", [-1, 0.5, 2 ** 32, "0", null, NaN]],
    ["tab", ["", "See", "__proto__", 0, null]],
    ["place", [-1, 1.5, 1e12, "1", null]],
    ["selected", [0, null, "x".repeat(201)]],
    ["picture", ["", "Neurons", 1, null]],
    ["folded", ["a", [1], Array(201).fill("a"), ["x".repeat(201)], {}]],
    ["data", [null, "spiral", { kind: "generator" }, {
      kind: "url",
      name: "a",
    }]],
    ["training", [
      null,
      {},
      { ...changed.training, batch: "4" },
      { ...changed.training, learningRate: 0 },
      { ...changed.training, learningRate: "fast" },
      { ...changed.training, learningRate: null },
    ]],
    ["watched", [[null], { length: 1 }]],
    ["exercise", [1]],
    ["mode", ["write", 1]],
  ];
for (const [part, values] of wrong) {
  Deno.test(`a session whose ${part} is not what it must be is refused`, () => {
    for (const value of values) {
      assertEquals(readSession({ text: "", [part]: value }), undefined);
    }
  });
}

Deno.test("what is no session is refused", () => {
  const values = [undefined, null, 0, "", "text", [], {}, { seed: 1 }, [
    "text",
  ]];
  for (const value of values) assertEquals(readSession(value), undefined);
  const inherited = Object.create({ text: "fc(2,1)" });
  assertEquals(readSession(inherited), undefined);
});

Deno.test("parts that no session has are left out", () => {
  const found = JSON.parse('{"text":"a","__proto__":{"seed":5},"more":1}');
  assertEquals(readSession(found), sessionOf("a"));
});
