// Signs of other notations: each is named, mended, and read as what is meant.
import { assertEquals } from "@std/assert";
import { applyEdit } from "../../../../dsl/diagnostics/diagnostic.ts";
import { parse } from "../../../../text.ts";

/** Signs, the code, a text with `§` where the sign stands, and what is to be written. */
const cases: readonly (readonly [
  signs: string,
  code: string,
  text: string,
  ours: string,
])[] = [
  ["--> ->> => ==> |> >> ~> > | & + /", "E003", "relu § tanh", "->"],
  ["→ ⇒ ➔ ➜ ⟶ –> —> −> ‐> －> －＞", "E002", "relu § tanh", "->"],
  ["（", "E002", "fc§2,1)", "("],
  ["）", "E002", "fc(2,1§", ")"],
  ["［ 【", "E002", "given x = §1, 2]", "["],
  ["］ 】", "E002", "given x = [1, 2§", "]"],
  ["， 、", "E002", "fc(2§1)", ","],
  ["：", "E002", "h§ relu", ":"],
  ["＝", "E002", "given x § [1, 2]", "="],
  ["==", "E001", "given x § [1, 2]", "="],
  ["＊ ×", "E002", "(relu)§2", "*"],
  ["．", "E002", "expect x§grad = [1, 2]", "."],
  ["＃", "E002", "relu § a remark", "#"],
  ["// /* -- %", "E004", "relu § a remark", "#"],
  ["; ；", "E001", "let f = relu§\nf", ""],
  ["; ；", "E001", "add(relu§ fc(2,1))", ","],
];
for (const [signs, code, text, ours] of cases) {
  for (const sign of signs.split(" ")) {
    Deno.test(`${sign} is ${code}, and ${ours || "nothing"} is written instead`, () => {
      const written = text.replace("§", sign);
      const { diagnostics, file } = parse(written);
      assertEquals(
        diagnostics.filter((each) => each.code !== "E019")
          .map((each) => [each.code, each.labels[0].span]),
        [[code, spanOf(written, sign)]],
      );
      const mended = text.replace("§", ours);
      const [edit] = diagnostics[0].helps.flatMap(({ edit }) => edit ?? []);
      assertEquals(applyEdit(written, edit), mended);
      assertEquals(kindsOf(file), kindsOf(parse(mended).file));
    });
  }
}

function spanOf(text: string, sign: string) {
  const start = text.indexOf(sign);
  return { start, end: start + sign.length };
}

/** The statements without their places. */
function kindsOf(file: ReturnType<typeof parse>["file"]): unknown {
  return JSON.parse(
    JSON.stringify(
      file.statements,
      (key, value) => key === "span" ? undefined : value,
    ),
  );
}

Deno.test("a pair of foreign brackets on one line is one mistake", () => {
  for (
    const [text, ...mended] of [
      ["fc{2,1}", "fc(2,1)"],
      ["fc（2,1）", "fc(2,1)"],
      ["given x = ［1, 2】", "given x = [1, 2]"],
      ["add（fc{2}）", "add(fc{2})", "add（fc(2)）"],
      ["fc（2,1)", "fc(2,1)"],
      ["fc{2,\n1}", "fc(2,\n1}", "fc{2,\n1)"],
    ]
  ) {
    const edits = parse(text).diagnostics.map(({ helps: [{ edit }] }) =>
      edit && applyEdit(text, edit)
    );
    assertEquals(edits, mended, text);
  }
});
