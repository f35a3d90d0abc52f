import { closest } from "../../lib/base/suggest.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import type { Network } from "../../lib/network/network.ts";
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
  return diagnostic("E131", `${quoted(text)} has no gradient`, path.span, {
    label: isConstant
      ? "it is made of numbers alone"
      : isTarget
      ? "a target is data"
      : "forward maintains it, so nothing flows back into it",
    helps: [
      isConstant && kind === "given"
        ? { text: "leave the line out", edit: { span, text: "" } }
        : { text: "state its value instead", edit: { span: path.span, text } },
    ],
  });
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
      `${quoted(text)} is computed and cannot be given`,
      span,
      {
        label: "what stands before each loss is computed",
        notes: ["with a loss, every gradient starts from the loss"],
        helps: [{
          text: "leave the line out",
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
    `${quoted(text)} could be of any of ${losses.length} losses`,
    span,
    {
      label: name === "y" ? "several values stand before a loss" : "of which?",
      helps: names.slice(0, 4).map((text) => ({
        text: `write ${quoted(text)}`,
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
    `${quoted(name)} is within ${quoted(formula)} and has no name`,
    path.span,
    {
      label: "shown, but not a path",
      helps: [{
        text:
          "give this part of the formula a name on a line of its own, and write the name here and there",
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
    `there is no ${quoted(path.text)} in the network`,
    path.span,
    {
      label: isLoss
        ? "the network has no loss"
        : "not a value, parameter or label",
      notes: near === undefined
        ? [`it has ${shown.map(quoted).join(", ")}`]
        : [],
      helps: near !== undefined
        ? [{
          text: `did you mean ${quoted(near)}?`,
          edit: { span: path.span, text: near },
        }]
        : [{
          text: isLoss
            ? "end the network with a loss, for example `… -> mse`"
            : "give the step a label, as in `h: relu`",
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
  return diagnostic("E119", `nothing uses ${quoted(text)}`, span, {
    label: names.length > 0
      ? "the inputs have names of their own"
      : "given, but in no pipeline and no formula",
    helps: names.length > 0
      ? names.slice(0, 4).map((name) => ({
        text: `write ${quoted(name)}`,
        edit: { span, text: name },
      }))
      : [{ text: "use it in a formula, or at the beginning of a pipeline" }, {
        text: "or leave the line out",
        edit: { span: statement, text: "" },
      }],
  });
}
