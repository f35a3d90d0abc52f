import { LimitError, ShapeError } from "../../lib/base/nabla_error.ts";
import { formatCount } from "../../lib/base/words.ts";
import { itemName } from "../../lib/layer/item.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
} from "../diagnostics/diagnostic.ts";
import {
  type FailedAssembly,
  mistake,
  originOf,
  rowAt,
} from "./failed_assembly.ts";
import { unknownInFormula } from "./formula_places.ts";
import {
  labelTwice,
  nothingToShare,
  notYet,
  valueInTheMiddle,
} from "./label_mistakes.ts";
import {
  declaredInputs,
  inputInARow,
  looseEnd,
  lossAsValue,
  namelessInput,
  type Of,
  secondNetwork,
  unusedInput,
  whichInput,
} from "./row_mistakes.ts";
import { shapeMistake } from "./shape_mistakes.ts";

/** Where in the text a network could not be made, and how to correct it. */
export function assemblyMistake(failed: FailedAssembly): Diagnostic {
  const { facts } = failed.error;
  switch (facts.problem) {
    case "no step":
      return mistake(
        failed,
        "E019",
        say("there is no network in the text"),
        failed.rows[0].statement.span,
        {
          label: say("an input, and nothing that takes it"),
          helps: [takeInput(failed)],
        },
      );
    case "input size":
      return unknownInput(failed);
    case "unknown name":
      return failed.error.formula === undefined
        ? notYet(failed, facts)
        : unknownInFormula(failed, facts);
    case "not first":
      return valueInTheMiddle(failed, facts);
    case "label twice":
      return labelTwice(failed, facts);
    case "nothing to share":
      return nothingToShare(failed, facts);
    case "loss in the middle":
      return misplacedLoss(failed, facts);
    case "which input":
      return whichInput(failed, facts);
    case "unused input":
      return unusedInput(failed, facts);
    case "input in a row":
      return inputInARow(failed);
    case "nameless input":
      return namelessInput(failed);
    case "two networks":
      return secondNetwork(failed);
    case "loose end":
      return looseEnd(failed, facts);
    case "loss as a value":
      return lossAsValue(failed, facts);
    case "layer":
      if (failed.error.cause instanceof LimitError) {
        return tooLarge(failed, failed.error.cause);
      }
      return shapeMistakeOrEmpty(failed);
  }
}

/** A pipeline that takes the first of the inputs of a text with nothing else. */
function takeInput({ rows, text }: FailedAssembly): Help {
  const [name = ""] = declaredInputs({ rows });
  const pipeline = `${name} -> fc(2)`;
  return {
    text: say("begin a pipeline with it, for example {pipeline}", {
      pipeline: quoted(pipeline),
    }),
    edit: {
      span: { start: text.length, end: text.length },
      text: `\n${pipeline}`,
    },
  };
}

function shapeMistakeOrEmpty(failed: FailedAssembly): Diagnostic {
  const { item, formula, cause } = failed.error;
  if (item?.kind === "reference") return emptyValue(failed, item.name);
  return formula?.kind === "name" && !(cause instanceof ShapeError)
    ? emptyValue(failed, formula.name)
    : shapeMistake(failed);
}

/** A given value is no layer: all that can be wrong with it is that it holds nothing. */
function emptyValue(failed: FailedAssembly, name: string): Diagnostic {
  const { name: span } = originOf(failed);
  return mistake(
    failed,
    "E121",
    say("{name} holds no number", { name: quoted(name) }),
    span,
    {
      label: say("nothing can be computed from it"),
      helps: [{ text: say("give it at least one number") }],
    },
  );
}

function unknownInput(failed: FailedAssembly): Diagnostic {
  const { span, call } = originOf(failed);
  const { item } = failed.error;
  if (item?.kind === "reference") return unknownShape(failed, item.name);
  const brackets = call?.call.brackets;
  const takesIn = brackets !== undefined &&
    call?.definition.arguments.in !== undefined;
  const begin = { start: span.start, end: span.start };
  const helps: Help[] = [{
    text: say("write the shape first, for example 2 numbers"),
    edit: { span: begin, text: "input(2) -> " },
  }];
  if (takesIn) {
    const inside = brackets.start + 1;
    helps.unshift({
      text: say("write the number of inputs, for example 2"),
      edit: { span: { start: inside, end: inside }, text: "2," },
    });
  }
  const name = item && item.kind !== "group" ? itemName(item) : undefined;
  return mistake(
    failed,
    "E112",
    say("the size of the input is not known"),
    span,
    {
      label: takesIn
        ? say("gives the number of outputs, not of inputs")
        : name === undefined
        ? say("`this` takes any size")
        : say("{name} takes any size", { name: quoted(name) }),
      helps,
    },
  );
}

/** A row begins with the input, but nothing says what the input is. */
function unknownShape(failed: FailedAssembly, name: string): Diagnostic {
  const { name: span } = originOf(failed);
  const inputs = declaredInputs(failed);
  if (inputs.length > 0) {
    return mistake(
      failed,
      "E119",
      say("there is no {name}", { name: quoted(name) }),
      span,
      {
        label: say("the inputs have names of their own"),
        helps: inputs.slice(0, 4).map((input) => ({
          text: say("write {text}", { text: quoted(input) }),
          edit: { span, text: input },
        })),
      },
    );
  }
  return mistake(
    failed,
    "E112",
    say("the size of the input is not known"),
    span,
    {
      label: say("nothing says what {name} is", { name: quoted(name) }),
      helps: [{
        text: say("give it, for example as a number"),
        edit: { span: { start: 0, end: 0 }, text: `given ${name} = 1\n` },
      }, {
        text: say("or let the first layer say its size, for example `fc(2,1)`"),
      }],
    },
  );
}

function misplacedLoss(
  failed: FailedAssembly,
  { loss }: Of<"loss in the middle">,
): Diagnostic {
  const { origins } = failed;
  const { span, uses } = originOf(failed);
  const whole = rowAt(failed, uses.at(0) ?? span).statement.span;
  const next = [...origins.values()]
    .filter((other) =>
      other.span.start > span.end && other.span.end <= whole.end
    )
    .sort((a, b) => a.span.start - b.span.start).at(0);
  return mistake(
    failed,
    "E114",
    say("{loss} is a loss and must be the last step", { loss: quoted(loss) }),
    span,
    {
      label: say("a loss ends the network"),
      secondary: next === undefined
        ? []
        : [{ span: next.span, text: say("but this follows") }],
      helps: [
        ...next === undefined || uses.length > 0 ? [] : [{
          text: say("end the network here"),
          edit: { span: { start: span.end, end: whole.end }, text: "" },
        }],
        {
          text: next === undefined
            ? say("repeat only what stands before it")
            : say("put it after all other steps"),
        },
      ],
    },
  );
}

function tooLarge(
  failed: FailedAssembly,
  { facts: { limit, most, asked, isOfSteps = false } }: LimitError,
): Diagnostic {
  return mistake(
    failed,
    isOfSteps ? "E115" : "E107",
    say("the network is too large: at most {most} {limit} are allowed", {
      most: formatCount(most),
      limit,
    }),
    originOf(failed).span,
    {
      label: asked === undefined
        ? say("this is one more")
        : say("found {count}", { count: formatCount(asked) }),
      helps: [{
        text: isOfSteps
          ? say("use fewer copies: each counts as a step")
          : say("choose smaller sizes"),
      }],
    },
  );
}
