import { plural } from "../../../lib/base/words.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
} from "../../diagnostics/diagnostic.ts";
import type {
  Argument,
  FunctionCall,
  FunctionStatement,
} from "../../syntax/ast.ts";
import type { Count } from "./gates.ts";

/** A function is given too few values, or too many. */
export function wrongCount(
  call: FunctionCall,
  { least, most }: Count,
  layer: PartDefinition | undefined,
  own?: FunctionStatement,
): Diagnostic {
  const { name: { text }, operands, brackets } = call;
  const tooMany = operands.length > most;
  const count = tooMany ? most : least;
  const facts = { layer: quoted(text), count: plural(count, "value") };
  const named = layer && tooMany ? byName(call, count, layer) : undefined;
  const parameters = own?.parameters.map((each) => each.text) ??
    "abcdfgh".slice(0, count).split("");
  const last = { start: brackets.end - 1, end: brackets.end };
  return diagnostic(
    tooMany ? "E102" : "E103",
    least === most
      ? say("{layer} takes {count}", facts)
      : tooMany
      ? say("{layer} takes at most {count}", facts)
      : say("{layer} takes at least {count}", facts),
    tooMany
      ? {
        start: operands[most].span.start,
        end: operands[operands.length - 1].span.end,
      }
      : last,
    {
      label: tooMany
        ? operands.length - most === 1 ? say("one too many") : say("too many")
        : say("found {count}", { count: operands.length }),
      secondary: own === undefined
        ? []
        : [{ span: own.name.span, text: say("defined here") }],
      helps: [
        named ?? (tooMany
          ? {
            text: operands.length - most === 1
              ? say("leave it out")
              : say("leave them out"),
            edit: {
              span: {
                start: operands[most - 1].span.end,
                end: operands[operands.length - 1].span.end,
              },
              text: "",
            },
          }
          : {
            text: say("write it {text}", {
              text: quoted(`${text}(${parameters.join(", ")})`),
            }),
          }),
      ],
    },
  );
}

/** `clip(a, 0, 1)` as `clip(a, low=0, high=1)`. */
function byName(
  { operands, named, name }: FunctionCall,
  count: number,
  { forms, arguments: specs }: PartDefinition,
): Help | undefined {
  const numbers = operands.slice(count);
  const rest = forms.flat().find((argument) => isRest(specs[argument]));
  const form = forms.find(({ length }) => length === numbers.length) ??
    (numbers.length === 1 && specs.axis !== undefined ? ["axis"] : undefined);
  if (named.length > 0 || (form ?? rest) === undefined) return;
  const written = numbers.map(numberOf);
  if (written.includes(undefined)) return;
  const text = rest === undefined
    ? written.map((each, i) => `${form?.[i]}=${each}`)
    : [`${rest}=[${written.join(", ")}]`];
  const span = {
    start: numbers[0].span.start,
    end: numbers[numbers.length - 1].span.end,
  };
  return {
    text: say("arguments of {name} follow by name", {
      name: quoted(name.text),
    }),
    edit: { span, text: text.join(", ") },
  };
}

function isRest({ kind }: PartDefinition["arguments"][string]): boolean {
  return kind === "sizes" || kind === "integers";
}

function numberOf(
  expression: FunctionCall["operands"][number],
): string | undefined {
  if (expression.kind === "number") return expression.text;
  if (expression.kind !== "negation") return undefined;
  const { operand } = expression;
  return operand.kind === "number" ? `-${operand.text}` : undefined;
}

/** One's own function has parameters, but no arguments by name. */
export function argumentOfOwn(
  call: FunctionCall,
  argument: Argument,
  { name }: FunctionStatement,
): Diagnostic {
  const text = argument.name?.text ?? "";
  return diagnostic(
    "E104",
    say("{layer} has no argument {argument}", {
      layer: quoted(name.text),
      argument: quoted(text),
    }),
    argument.name?.span ?? argument.span,
    {
      label: say("unknown argument"),
      secondary: [{ span: name.span, text: say("defined here") }],
      helps: [
        {
          text: say("leave it out"),
          edit: {
            span: {
              start: call.operands[call.operands.length - 1].span.end,
              end: argument.span.end,
            },
            text: "",
          },
        },
      ],
    },
  );
}
