// What the page checks is what the command line checks.
import { assertEquals } from "@std/assert";
import { beginCheck } from "../../../../play/model/checking.ts";
import { commandOf } from "../../../../play/model/commands.ts";
import { run } from "../../../helpers/memory_io.ts";
import { checkedTexts } from "../../../play/model/checked_texts.ts";

Deno.test("the commands that the page shows run", async () => {
  const text = "# it's `here`\ngiven x = [1, 2]\nx -> square -> sum\n";
  for (const command of ["run", "trace", "check", "gradcheck"] as const) {
    const { stdout } = await new Deno.Command("sh", {
      args: [
        "-c",
        `nabla() { printf '%s\\0' "$@"; }\n${
          commandOf(command, { text, seed: 7 })
        }`,
      ],
    }).output();
    const words = new TextDecoder().decode(stdout).split("\0").slice(0, -1);
    const { status, error } = await run(words);
    assertEquals([status, error], [0, ""], command);
  }
});

/** What the page finds. */
function checked(text: string) {
  const check = beginCheck({ text, seed: 3 });
  while (check.next());
  return check.state();
}

for (const [name, text] of Object.entries(checkedTexts)) {
  Deno.test(`the page and the command line check ${name} alike`, async () => {
    const { items, report } = checked(text);
    const files = { [name]: text };
    const { out } = await run(["check", "--json", "--seed", "3", name], {
      files,
    });
    const [{ items: expected }] = JSON.parse(out).texts;
    const own = report === undefined
      ? items
      : [...items, { name: "gradients", verdict: report.verdict }];
    assertEquals(
      own.map(({ name, verdict }) => `${name}: ${verdict}`),
      expected.map(({ name, verdict }: typeof own[number]) =>
        `${name}: ${verdict}`
      ),
    );
    if (report === undefined) return;
    const gradcheck = await run(["gradcheck", "--json", "--seed", "3", name], {
      files,
    });
    const [{ report: whole }] = JSON.parse(gradcheck.out).networks;
    // Unlike gradcheck, check and the page spare what only answers have mistakes in.
    if (whole === undefined) return;
    const bare = JSON.stringify(
      report,
      (key, value) =>
        key === "numbers"
          ? undefined
          : typeof value === "number" && !Number.isFinite(value)
          ? String(value)
          : value,
    );
    assertEquals(JSON.parse(bare), whole);
  });
}
