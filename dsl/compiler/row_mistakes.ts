import type { NetworkFacts } from "../../lib/base/network_facts.ts";
import { list } from "../../lib/base/words.ts";
import { nameOfInput, takesInput } from "../../lib/layer/item.ts";
import { declaresInput, lossOf } from "../../lib/network/rows.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Edit,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { freeName } from "../syntax/words/free_name.ts";
import {
  type FailedAssembly,
  mistake,
  originOf,
  rowAt,
} from "./failed_assembly.ts";
import type { Expanded, StatementRow } from "./expansion/statements.ts";

/** The facts of one kind of mistake in a network. */
export type Of<Problem extends NetworkFacts["problem"]> = Extract<
  NetworkFacts,
  { readonly problem: Problem }
>;

/** What is wrong with the rows of a text, whatever their shapes are. */
export function rowMistakes(expanded: Expanded): Diagnostic[] {
  const { rows, definitions } = expanded;
  const declares = rows.some((row) => declaresInput(row.items, rows));
  const own = definitions.get(nameOfInput);
  const found: Diagnostic[] = [];
  const isTaken = !declares && rows.some(({ items }) => takesInput(items));
  if (own?.kind === "formula" && isTaken) {
    const { start } = own.statement.span;
    found.push(
      diagnostic(
        "E142",
        say("`x` is the input and cannot be a formula"),
        own.name.span,
        {
          label: say("data comes in under this name"),
          helps: [{
            text: say("give it, if it is a number"),
            edit: { span: { start, end: start }, text: "given " },
          }, {
            text: say("give it another name"),
            edit: {
              span: own.name.span,
              text: freeName(nameOfInput, definitions),
            },
          }],
        },
      ),
    );
  }
  const early = beforeInputs(rows);
  if (early !== undefined) found.push(early);
  return found;
}

/** A pipeline takes an input before a line declares one. */
function beforeInputs(rows: readonly StatementRow[]): Diagnostic | undefined {
  const declared = rows.findIndex((row) => declaresInput(row.items, rows));
  const early = rows.slice(0, Math.max(0, declared))
    .find(({ items }) => takesInput(items));
  // An input has mistakes of its own.
  if (early === undefined || early.items[0].kind === "input") return undefined;
  const { start, end } = early.statement.span;
  const declaring = rows[declared].statement.span;
  const name = quoted(rows[declared].items[0].label ?? "");
  return diagnostic(
    "E143",
    say("this pipeline takes an input before one is declared"),
    { start, end },
    {
      label: say("what comes in here?"),
      secondary: [{
        span: declaring,
        text: say("{name} is declared only here", { name }),
      }],
      helps: [{
        text: say("declare {name} above, and begin with it", { name }),
      }],
    },
  );
}

/** `a: input(2) -> fc(2)`, and another input on another line. */
export function inputInARow(failed: FailedAssembly): Diagnostic {
  const { rows, origins, text } = failed;
  const edits = rows.flatMap(({ items: [first, ...others] }): Edit[] => {
    if (first.kind !== "input" || others.length === 0) return [];
    const end = origins.get(first)?.span.end;
    const [arrow] = end === undefined
      ? []
      : /^[ \t]*->[ \t]*/.exec(text.slice(end)) ?? [];
    if (first.label === undefined || end === undefined) return [];
    return arrow === undefined ? [] : [{
      span: { start: end, end: end + arrow.length },
      text: `\n${first.label} -> `,
    }];
  });
  const { span } = originOf(failed);
  return diagnostic(
    "E143",
    say("each of several inputs has a line of its own"),
    span,
    {
      label: say("an input, and a pipeline that goes on behind it"),
      helps: [{
        text: say(
          "end the line here, and begin the next with the input's name",
        ),
        edit: edits.length === 0 ? undefined : joined(edits, text),
      }],
    },
  );
}

/** `input(4)` beside `words: input(3)` */
export function namelessInput(failed: FailedAssembly): Diagnostic {
  return diagnostic(
    "E143",
    say("each of several inputs has a name"),
    originOf(failed).span,
    {
      label: say("an input without one"),
      helps: [{
        text: say(
          "label it, as in `a: input(…)`, and begin a pipeline with `a`",
        ),
      }],
    },
  );
}

/** One edit for several, in the order of the text. */
function joined(edits: readonly Edit[], text: string): Edit {
  const [{ span: { start } }] = edits;
  let written = "";
  let end = start;
  for (const { span, text: by } of edits) {
    written += text.slice(end, span.start) + by;
    end = span.end;
  }
  return { span: { start, end }, text: written };
}

/** The names of the inputs that lines of a text declare. */
export function declaredInputs(
  { rows }: Pick<Expanded, "rows">,
): readonly string[] {
  return rows.flatMap((row) =>
    declaresInput(row.items, rows) ? row.items[0].label ?? [] : []
  );
}

/** There are several inputs, and a pipeline begins with a layer. */
export function whichInput(
  failed: FailedAssembly,
  { layer, inputs }: Of<"which input">,
): Diagnostic {
  const { span, name } = originOf(failed);
  const { start } = span;
  return mistake(
    failed,
    "E143",
    say("{layer} begins a pipeline, and there are several inputs", {
      layer: quoted(layer),
    }),
    name,
    {
      label: say("which of them comes in here?"),
      notes: [say("the inputs are {names}", {
        names: list(inputs.map(quoted), "and"),
      })],
      helps: inputs.slice(0, 4).map((input) => ({
        text: say("begin with {name}", { name: quoted(input) }),
        edit: { span: { start, end: start }, text: `${input} -> ` },
      })),
    },
  );
}

/** Nothing takes an input. */
export function unusedInput(
  failed: FailedAssembly,
  { name }: Of<"unused input">,
): Diagnostic {
  const { span, label = span } = originOf(failed);
  const { statement } = rowAt(failed, span);
  return mistake(
    failed,
    "E144",
    say("the input {name} is not used", { name: quoted(name) }),
    label,
    {
      label: say("no pipeline and no formula takes it"),
      helps: [{
        text: say("begin a pipeline with it, as in {pipeline}", {
          pipeline: quoted(`${name} -> …`),
        }),
      }, {
        text: say("or leave the line out"),
        edit: { span: statement.span, text: "" },
      }],
    },
  );
}

/** Nothing uses what the pipeline before gives. */
export function secondNetwork(
  { rows, error: { item: first } }: FailedAssembly,
): Diagnostic {
  const { statement } = rows.find(({ items }) => items[0] === first) ?? rows[0];
  const { start } = statement.span;
  const before = rows.findLast((row) =>
    row.statement.span.end <= start && row.statement.kind === "network" &&
    !declaresInput(row.items, rows)
  );
  return diagnostic(
    "E020",
    say("there are two networks in the text"),
    statement.span,
    {
      label: say("a second network"),
      secondary: before === undefined
        ? []
        : [{ span: before.statement.span, text: say("the first one") }],
      helps: [
        statement.kind === "network" && first?.kind !== "reference"
          ? {
            text: say("join them with an arrow"),
            edit: { span: { start, end: start }, text: "-> " },
          }
          : {
            text: say("label the end of the first, and write the label here"),
          },
      ],
    },
  );
}

/** There is a loss, and nothing uses what another pipeline gives. */
export function looseEnd(
  failed: FailedAssembly,
  { name }: Of<"loose end">,
): Diagnostic {
  const { span, label, uses } = originOf(failed);
  const { statement } = rowAt(failed, uses.at(0) ?? span);
  const losses = failed.rows.flatMap(({ items }) => {
    const loss = lossOf(items);
    const origin = loss && failed.origins.get(loss);
    return origin === undefined ? [] : [origin.span];
  });
  const helps: Help[] = [{
    text: label === undefined
      ? say("label its end, and use the label")
      : say("use it, as in {pipeline} or a branch", {
        pipeline: quoted(`${name} -> …`),
      }),
  }, {
    text: say("end it with a loss, for example `mse`"),
    edit: {
      span: { start: statement.span.end, end: statement.span.end },
      text: " -> mse",
    },
  }, {
    text: say("or leave the pipeline out"),
    edit: { span: statement.span, text: "" },
  }];
  return mistake(
    failed,
    "E145",
    label === undefined
      ? say("nothing uses what this pipeline gives")
      : say("nothing uses {name}", { name: quoted(name) }),
    label ?? span,
    {
      label: say("a loose end: no loss depends on it"),
      secondary: losses.slice(0, 1).map((loss: Span) => ({
        span: loss,
        text: say("the network ends with its losses"),
      })),
      helps,
    },
  );
}

/** Something is computed from a loss. */
export function lossAsValue(
  failed: FailedAssembly,
  { name }: Of<"loss as a value">,
): Diagnostic {
  return mistake(
    failed,
    "E137",
    say("{name} is a loss, and nothing can be computed from it", {
      name: quoted(name),
    }),
    originOf(failed).name,
    {
      label: say("losses are ends"),
      helps: [{
        text: say(
          "use what stands before the loss; several losses are added anyway",
        ),
      }],
    },
  );
}
