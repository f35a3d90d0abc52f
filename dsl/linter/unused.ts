import { stepsIn } from "../compiler/calls/names.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";
import type { Call, File, Pipeline } from "../syntax/ast.ts";

/** Unused `let`s; in a library they are for other texts. */
export function deadLets({ statements }: File): Diagnostic[] {
  if (statements.every(({ kind }) => kind === "let")) return [];
  const used = new Set<string>();
  for (const each of statements) {
    if (each.kind === "let" || each.kind === "network") {
      for (const { name } of callsIn(each.pipeline)) used.add(name.text);
    }
  }
  return statements.flatMap((each) =>
    each.kind !== "let" || used.has(each.name.text) ? [] : [
      warning(
        "W101",
        `${quoted(each.name.text)} is never used`,
        each.name.span,
        {
          label: "defined here",
          helps: [{
            text: "leave it out",
            edit: { span: each.span, text: "" },
          }],
        },
      ),
    ]
  );
}

/** Labels that no path and no branch uses. */
export function unusedLabels(
  { statements }: File,
  pipelines: readonly Pipeline[],
): Diagnostic[] {
  const used = new Set<string>();
  for (const each of statements) {
    if (each.kind === "given" || each.kind === "expect") {
      for (const { text } of each.path.names) used.add(text);
    }
  }
  // Steps without a label are counted: fc1 and fc2.
  const counted = new Set([...used].map((name) => name.replace(/\d+$/, "")));
  for (const pipeline of pipelines) {
    for (const { name } of callsIn(pipeline)) used.add(name.text);
  }
  return pipelines.flatMap(stepsIn).flatMap(({ label, atom }) => {
    if (label === undefined || used.has(label.text)) return [];
    const calls = atom.kind === "call" ? [atom] : callsIn(atom.pipeline);
    const isCounted = calls.some(({ name }) => counted.has(name.text));
    const span = { start: label.span.start, end: atom.span.start };
    return [warning(
      "W102",
      `the label ${quoted(label.text)} is never used`,
      label.span,
      {
        label: "no path and no branch uses it",
        helps: [
          isCounted
            ? { text: "leave it out, and count the steps in paths anew" }
            : { text: "leave it out", edit: { span, text: "" } },
        ],
      },
    )];
  });
}

/** Every call, at any depth. */
function callsIn(pipeline: Pipeline): Call[] {
  return stepsIn(pipeline).flatMap(({ atom }) =>
    atom.kind === "call" ? [atom] : []
  );
}
