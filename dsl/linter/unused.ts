import { say } from "../../words/say.ts";
import { stepsIn } from "../compiler/calls/names.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";
import type {
  Call,
  Expression,
  File,
  Pipeline,
  Statement,
} from "../syntax/ast.ts";

/** Unused `let`s, functions and formulas; in a library they are for other texts, and a formula beside a loss may be there to look at. */
export function unusedNames(
  { statements }: File,
  hasLoss: boolean,
): Diagnostic[] {
  if (statements.every(({ kind }) => kind === "let" || kind === "function")) {
    return [];
  }
  const used = usedNames(statements);
  const last = statements.findLast(({ kind }) =>
    kind === "network" || kind === "formula"
  );
  const isLookedAt = (each: Statement) =>
    each.kind === "formula" && (hasLoss || each === last);
  return statements.flatMap((each) =>
    (each.kind !== "let" && each.kind !== "function" &&
        each.kind !== "formula") ||
      used.has(each.name.text) || isLookedAt(each)
      ? []
      : [
        warning(
          unusedCodes[each.kind],
          say("{name} is never used", { name: quoted(each.name.text) }),
          each.name.span,
          {
            label: say("defined here"),
            helps: [{
              text: say("leave it out"),
              edit: { span: each.span, text: "" },
            }],
          },
        ),
      ]
  );
}

const unusedCodes = {
  let: "W101",
  function: "W103",
  formula: "W104",
} as const;

/** The names that statements use, and the functions whose derivative is claimed. */
function usedNames(statements: readonly Statement[]): Set<string> {
  const used = new Set<string>();
  for (const each of statements) {
    switch (each.kind) {
      case "let":
      case "network":
        for (const { name } of callsIn(each.pipeline)) used.add(name.text);
        break;
      case "given":
      case "expect":
        for (const { text } of each.path.names) used.add(text);
        break;
      case "function":
        if (each.isClaim) used.add(each.name.text);
        for (const name of usedIn(each.expression)) used.add(name);
        break;
      case "formula":
        for (const name of usedIn(each.expression)) used.add(name);
    }
  }
  return used;
}

/** The names of an expression: of functions, and all of its paths. */
export function usedIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  for (const open = [expression]; open.length > 0;) {
    const each = open.pop() ?? expression;
    switch (each.kind) {
      case "path":
        for (const { text } of each.path.names) names.add(text);
        break;
      case "negation":
        open.push(each.operand);
        break;
      case "operation":
        open.push(each.left, each.right);
        break;
      case "function-call":
        names.add(each.name.text);
        open.push(...each.operands);
    }
  }
  return names;
}

/** Labels that no path and no branch uses. */
export function unusedLabels(
  { statements }: File,
  pipelines: readonly Pipeline[],
): Diagnostic[] {
  const paths = new Set<string>();
  for (const each of statements) {
    if (each.kind === "given" || each.kind === "expect") {
      for (const { text } of each.path.names) paths.add(text);
    } else if (each.kind === "formula") {
      for (const name of usedIn(each.expression)) paths.add(name);
    }
  }
  // Steps without a label are counted: fc1 and fc2.
  const counted = new Set([...paths].map((name) => name.replace(/\d+$/, "")));
  const used = new Set([...paths, ...usedNames(statements)]);
  // Of a line such as `b: input(2)` beside others, that nothing uses it is an error.
  const longer = pipelines.filter(({ steps }) =>
    steps.length > 1 || pipelines.length === 1
  );
  return longer.flatMap(stepsIn).flatMap(({ label, atom }) => {
    if (label === undefined || used.has(label.text)) return [];
    const calls = atom.kind === "call" ? [atom] : callsIn(atom.pipeline);
    const isCounted = calls.some(({ name }) => counted.has(name.text));
    const span = { start: label.span.start, end: atom.span.start };
    return [warning(
      "W102",
      say("the label {name} is never used", { name: quoted(label.text) }),
      label.span,
      {
        label: say("no path and no branch uses it"),
        helps: [
          isCounted
            ? { text: say("leave it out, and count the steps in paths anew") }
            : { text: say("leave it out"), edit: { span, text: "" } },
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
