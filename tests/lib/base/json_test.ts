import { assertEquals } from "@std/assert";
import { digitsOf } from "../../../lib/base/digits.ts";
import { readJson, repeatedName } from "../../../lib/base/json.ts";

for (
  const [text, value] of [
    ["9007199254740992", 9007199254740992],
    ["9007199254740993", "9007199254740993"],
    ["-9007199254740993", "-9007199254740993"],
    ["[12345678901234567890123]", ["12345678901234567890123"]],
    // A double of 17 digits, and one of more.
    ["0.30000000000000004", 0.30000000000000004],
    ["0.300000000000000041", "0.300000000000000041"],
    ["1.0", 1],
    ["1e3", 1000],
    ["1e400", "1e400"],
    ["1e-400", "1e-400"],
    ["5e-324", 5e-324],
    ["0e999", 0],
    // A string stays, and so does what only looks like a number in it.
    ['"9007199254740993"', "9007199254740993"],
    ['{"9007199254740993": "\\"9007199254740993"}', {
      "9007199254740993": '"9007199254740993',
    }],
  ] as const
) {
  Deno.test(`JSON says as it was written: ${text}`, () => {
    assertEquals(readJson(text), { value, problem: undefined });
  });
}

for (
  const text of ["", "[1 9007199254740993]", "{9007199254740993: 1}", "01"]
) {
  Deno.test(`it is no JSON: ${text}`, () => {
    assertEquals(readJson(text), undefined);
  });
}

for (
  const [text, name] of [
    ['{"a":1,"b":2}', undefined],
    ['{"a":1,"a":1}', "a"],
    ['[{"a":{"b":1}},{"b":{"a":1,"c":2,"a" :3}}]', "a"],
    ['{"a":{"x":1},"b":{"x":1}}', undefined],
    ['{"a":"a\\":","b":["a",":","a"]}', undefined],
    ['{"\\u0061":1,"a":2}', "a"],
    ['{"__proto__":1,"__proto__":2}', "__proto__"],
    ['{"__proto__":1,"constructor":2,"toString":3}', undefined],
    ['{"":1,"":2}', ""],
  ] as const
) {
  Deno.test(`two members of one name are found: ${text}`, () => {
    assertEquals(
      readJson(text)?.problem,
      name === undefined
        ? undefined
        : `an object must have each name once: found "${name}" twice`,
    );
  });
}

Deno.test("a million brackets of JSON are read", () => {
  const many = 2 ** 20;
  const text = '{"a":['.repeat(many) + "1" + "]}".repeat(many);
  assertEquals(readJson(text)?.problem, undefined);
});

Deno.test("digits are the same in any notation, and no others are", () => {
  const same = ["1500", "01500", "+1500.0", "1.5e3", "150e1", ".15E+4"];
  for (const text of same) assertEquals(digitsOf(text), "15e2", text);
  for (const text of ["0", "-0", "0.0", ".0e5", "000"]) {
    assertEquals(digitsOf(text), "0", text);
  }
  assertEquals(digitsOf("-0.25"), "-25e-2");
  for (const text of ["", ".", "1e", "0x1", "1_0", "a", "1.2.3", "e5"]) {
    assertEquals(digitsOf(text), undefined, text);
  }
  assertEquals(
    digitsOf("9007199254740993") === digitsOf("9007199254740992"),
    false,
  );
});

Deno.test("a name that is no JSON is no repeated one, and no error", () => {
  for (const name of ['"\n"', '"\\x"', '"\\u12"']) {
    const text = `{${name}:1,${name}:2}`;
    assertEquals(readJson(text), undefined);
    assertEquals(typeof repeatedName(text), "string");
    assertEquals(repeatedName(`{${name}:1}`), undefined);
  }
});
