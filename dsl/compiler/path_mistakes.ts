import { closest } from "../../lib/base/suggest.ts";
import { series } from "../../lib/base/words.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { DataStatement, Path } from "../syntax/ast.ts";
import { pathMeant } from "./abbreviations.ts";
import { withoutGroup } from "./calls/names.ts";
import { innerNames, type Place } from "./paths.ts";

/** The gradient of something that has none. */
export function noGradient(
  { kind, path, span }: DataStatement,
  places: ReadonlyMap<string, Place>,
  { losses }: Network,
): Diagnostic | undefined {
  if (!path.text.endsWith(".grad")) return undefined;
  const text = path.text.slice(0, -".grad".length);
  const place = places.get(text);
  if (place === undefined) return undefined;
  const isTarget = losses.some(({ target }) => target === place.value);
  const isConstant = place.kind === "value" && !isTarget;
  return diagnostic(
    "E131",
    say("{name} has no gradient", { name: quoted(text) }),
    path.span,
    {
      label: isConstant
        ? say("it is made of numbers alone")
        : isTarget
        ? say("a target is data")
        : say("forward maintains it, so nothing flows back into it"),
      helps: [
        isConstant && kind === "given"
          ? { text: say("leave the line out"), edit: { span, text: "" } }
          : {
            text: say("state its value instead"),
            edit: { span: path.span, text },
          },
      ],
    },
  );
}

/** `target` and `y` among several losses. */
export function ofSeveralLosses(
  { kind, path, span: statement }: DataStatement,
  { losses, values }: Network,
): Diagnostic | undefined {
  const { text, span } = path;
  const [, name, behind = ""] = /^(target|y)(\.grad)?$/.exec(text) ?? [];
  if (name === undefined || losses.length < 2) return undefined;
  if (kind === "given" && name === "y") {
    return diagnostic(
      "E129",
      say("{path} is computed and cannot be given", { path: quoted(text) }),
      span,
      {
        label: say("what stands before each loss is computed"),
        notes: [say("with a loss, every gradient starts from the loss")],
        helps: [{
          text: say("leave the line out"),
          edit: { span: statement, text: "" },
        }],
      },
    );
  }
  // A target has no gradient.
  const names = losses.map(({ target, prediction }) =>
    name === "y" ? values[prediction].name + behind : values[target].name
  );
  return diagnostic(
    "E146",
    say("{name} could be of any of {count} losses", {
      name: quoted(text),
      count: losses.length,
    }),
    span,
    {
      label: name === "y"
        ? say("several values stand before a loss")
        : say("of which?"),
      helps: names.slice(0, 4).map((text) => ({
        text: say("write {text}", { text: quoted(text) }),
        edit: { span, text },
      })),
    },
  );
}

/** What is within a formula. */
export function innerValue(
  { path }: DataStatement,
  network: Network,
): Diagnostic | undefined {
  const name = path.text.replace(/\.grad$/, "");
  if (!innerNames(network).has(name)) return undefined;
  const formula = name.slice(0, name.lastIndexOf("."));
  return diagnostic(
    "E119",
    say("{name} is within {formula} and has no name", {
      name: quoted(name),
      formula: quoted(formula),
    }),
    path.span,
    {
      label: say("shown, but not a path"),
      helps: [{
        text: say(
          "give this part of the formula a name on a line of its own, and write the name here and there",
        ),
      }],
    },
  );
}

export function unknownPath(
  { kind, path, span }: DataStatement,
  places: ReadonlyMap<string, Place>,
  network: Network,
): Diagnostic {
  const paths = [...places.keys()];
  const near = withoutGroup(path.text, paths) ?? pathMeant(path.text, paths) ??
    closest(path.text, paths);
  const isLoss = /^(loss|target)(\.grad)?$/.test(path.text) &&
    network.losses.length === 0;
  const shown = paths.filter((each) => !each.endsWith(".grad")).slice(0, 12);
  if (kind === "given" && path.names.length === 1 && !isLoss && !near) {
    return unusedValue(path, span, network);
  }
  return diagnostic(
    "E119",
    say("there is no {path} in the network", { path: quoted(path.text) }),
    path.span,
    {
      label: isLoss
        ? say("the network has no loss")
        : say("not a value, parameter or label"),
      notes: near === undefined
        ? [say("it has {names}", { names: series(shown.map(quoted)) })]
        : [],
      helps: near !== undefined
        ? [{
          text: say("did you mean {name}?", { name: quoted(near) }),
          edit: { span: path.span, text: near },
        }]
        : [{
          text: isLoss
            ? say("end the network with a loss, for example `… -> mse`")
            : say("give the step a label, as in `h: relu`"),
        }],
    },
  );
}

/** A value is given under a name that nothing in the text has. */
function unusedValue(
  { text, span }: Path,
  statement: Span,
  { inputs, values }: Network,
): Diagnostic {
  const names = text === nameOfInput
    ? inputs.map((input) => values[input].name)
    : [];
  return diagnostic(
    "E119",
    say("nothing uses {name}", { name: quoted(text) }),
    span,
    {
      label: names.length > 0
        ? say("the inputs have names of their own")
        : say("given, but in no pipeline and no formula"),
      helps: names.length > 0
        ? names.slice(0, 4).map((name) => ({
          text: say("write {text}", { text: quoted(name) }),
          edit: { span, text: name },
        }))
        : [{
          text: say("use it in a formula, or at the beginning of a pipeline"),
        }, {
          text: say("or leave the line out"),
          edit: { span: statement, text: "" },
        }],
    },
  );
}
