import { plural } from "../../../lib/base/words.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
} from "../../diagnostics/diagnostic.ts";
import { freeName } from "../../syntax/words/free_name.ts";
import type { Call, FunctionStatement, Step } from "../../syntax/ast.ts";
import { type Context, type Expandee, reporter } from "./expansion.ts";
import type { ReadFunction } from "../formulas/scope.ts";

/** One's own function as a step; reports what it cannot be given. */
export function expandFunction(
  call: Call,
  { statement, own }: ReadFunction,
  { expansion, uses }: Context,
): Expandee | undefined {
  const report = reporter(expansion, uses);
  if (statement.parameters.length !== 1) {
    return void report(severalValues(call, statement));
  }
  if (call.arguments.length > 0) {
    return void report(functionWithBranches(call, statement, expansion.text));
  }
  if (own === undefined) return undefined;
  return {
    item: { kind: "formula", formula: own.body, function: own },
    origin: { name: call.name.span },
  };
}

/** A function of several values stands in a pipeline, where one comes in. */
function severalValues(
  { name: { text, span } }: Call,
  { name, parameters }: FunctionStatement,
): Diagnostic {
  const list = parameters.map((each) => each.text).join(", ");
  return diagnostic(
    "E140",
    say("{name} takes {count} and cannot be a step", {
      name: quoted(text),
      count: plural(parameters.length, "value"),
    }),
    span,
    {
      label: say("one value comes in here"),
      secondary: [{ span: name.span, text: say("defined here") }],
      helps: [{
        text: say("use it in a formula on a line of its own: {text}", {
          text: quoted(`h = ${text}(${list})`),
        }),
      }],
    },
  );
}

/** A function has brackets in a pipeline. */
function functionWithBranches(
  call: Call,
  { name }: FunctionStatement,
  text: string,
): Diagnostic {
  const { name: { text: own, span }, brackets } = call;
  const [first] = call.arguments;
  const helps: Help[] = [];
  if (call.arguments.length === 1 && first.value.kind === "pipeline") {
    const { start, end } = first.value.span;
    helps.push({
      text: say("let it take what the branch gives"),
      edit: { span: call.span, text: `${text.slice(start, end)} -> ${own}` },
    });
  }
  if (brackets !== undefined) {
    helps.push({
      text: say("leave the brackets out"),
      edit: { span: brackets, text: "" },
    });
  }
  return diagnostic(
    "E140",
    say("{name} is a function, and takes what comes in", {
      name: quoted(own),
    }),
    brackets ?? span,
    {
      label: say("no arguments here"),
      secondary: [{ span: name.span, text: say("defined here") }],
      helps,
    },
  );
}

/** A value that is repeated: `a*2 -> square`. */
export function repeatedValue(
  step: Step,
  { statement, expansion: { text, definitions } }: Context,
): Diagnostic {
  const { start } = statement.span;
  const name = freeName("product", definitions);
  const product = text.slice(step.span.start, step.span.end);
  const isFirst = statement.kind === "network" &&
    statement.pipeline.steps[0] === step && step.label === undefined;
  const isWhole = isFirst && statement.pipeline.steps.length === 1;
  return diagnostic("E141", say("a value cannot be repeated"), step.span, {
    label: say("between arrows `*` repeats a step"),
    helps: [
      isFirst
        ? {
          text: say("for a product, write a formula on a line of its own"),
          edit: {
            span: { start, end: step.span.end },
            text: `${name} = ${product}${isWhole ? "" : `\n${name}`}`,
          },
        }
        : {
          text: say(
            "for a product, write a formula on a line of its own: {text}",
            {
              text: quoted(`${name} = ${product}`),
            },
          ),
        },
    ],
  });
}

/** `pi` or `e` in a pipeline. */
export function constantInPipeline(
  { name: { text, span } }: Call,
  { statement, expansion: { text: source, definitions } }: Context,
): Diagnostic {
  const { start } = statement.span;
  const name = freeName("c", definitions);
  return diagnostic(
    "E100",
    say("{name} is known in formulas only", { name: quoted(text) }),
    span,
    {
      label: say("not a layer"),
      helps: [{
        text: say("give it a name on a line of its own"),
        edit: {
          span: { start, end: span.end },
          text: `${name} = ${text}\n${source.slice(start, span.start)}${name}`,
        },
      }],
    },
  );
}
