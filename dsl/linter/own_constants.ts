import { say } from "../../words/say.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";
import type { File } from "../syntax/ast.ts";
import { usedIn } from "./unused.ts";

/** `pi` and `e` in formulas of a text that gives these names to something else. */
export function ownConstants({ statements }: File): Diagnostic[] {
  const own = new Map(statements.flatMap((each) => {
    const name = each.kind === "given"
      ? each.path
      : each.kind === "formula"
      ? each.name
      : undefined;
    return name !== undefined && /^(pi|e)$/.test(name.text)
      ? [[name.text, name.span] as const]
      : [];
  }));
  const used = new Set(
    statements.flatMap((each) =>
      each.kind === "formula" ? [...usedIn(each.expression)] : []
    ),
  );
  return [...own].filter(([name]) => used.has(name)).map(([name, span]) =>
    warning(
      "W105",
      say("{name} is not {number} in this text", {
        name: quoted(name),
        number: numbers[name],
      }),
      span,
      {
        label: say("the text names something else so"),
        helps: [{ text: say("give it another name, if the number is meant") }],
      },
    )
  );
}

const numbers: Readonly<Record<string, string>> = {
  pi: "3.14159…",
  e: "2.71828…",
};
