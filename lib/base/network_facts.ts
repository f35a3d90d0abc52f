/**
 * Why items do not make a network.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import { list } from "./words.ts";

/** Items that do not make a network. */
export type NetworkFacts =
  | { readonly problem: "no step" }
  /** The size of the input is not known where `layer` needs it; `isFirst` if the layer begins the network. */
  | {
    readonly problem: "input size";
    readonly layer?: string | undefined;
    readonly isFirst: boolean;
  }
  /** No value has this name, or no earlier step to use again. */
  | {
    readonly problem: "unknown name";
    readonly name: string;
    readonly of: "value" | "step";
  }
  /** A value that is not the first of its row. */
  | { readonly problem: "not first"; readonly name: string }
  | { readonly problem: "label twice"; readonly label: string }
  /** The step with this label cannot be used again. */
  | {
    readonly problem: "nothing to share";
    readonly label: string;
    readonly reason: Unshared;
  }
  /** A loss is followed by `next`, or stands in a branch. */
  | {
    readonly problem: "loss in the middle";
    readonly loss: string;
    readonly next?: string | undefined;
  }
  /** There are several inputs, and a row begins with a layer. */
  | {
    readonly problem: "which input";
    readonly layer: string;
    readonly inputs: readonly string[];
  }
  /** There are several inputs, and a row declares this one and goes on. */
  | { readonly problem: "input in a row"; readonly name: string }
  /** There are several inputs, and one has no name. */
  | { readonly problem: "nameless input" }
  /** No step takes an input that is declared. */
  | { readonly problem: "unused input"; readonly name: string }
  /** Nothing uses what a row gives, and no loss says what the network is. */
  | { readonly problem: "two networks" }
  /** Nothing uses what a row gives, though there is a loss. */
  | { readonly problem: "loose end"; readonly name: string }
  /** A formula uses a loss. */
  | { readonly problem: "loss as a value"; readonly name: string }
  /** A layer refuses its input, or a bound was passed; `refusal` is the message of the cause. */
  | { readonly problem: "layer"; readonly refusal: string };

/** Why a step cannot be used again with the same parameters. */
export type Unshared = "no parameters" | "several inputs" | "several steps";

/** What messages say of its label. */
export const unshared: Readonly<Record<Unshared, Phrase>> = {
  "no parameters": "has no parameters to share",
  "several inputs": "takes several inputs, and one comes in",
  "several steps": "names what comes out of several steps, not the steps",
};

/** What messages say of them. */
export function networkRule(facts: NetworkFacts): string {
  switch (facts.problem) {
    case "no step":
      return say("it must have a step");
    case "input size":
      return facts.isFirst
        ? say(
          "the size of its input must be known: begin with input(…) before {layer}",
          { layer: facts.layer ?? say("its first step") },
        )
        : say("{layer} has no input: begin with input(…)", {
          layer: facts.layer ?? say("a group"),
        });
    case "unknown name":
      return facts.of === "value"
        ? say("there is no value {name}", { name: facts.name })
        : say("there is no step {name} before it is used again", {
          name: facts.name,
        });
    case "not first":
      return say("{name} is a value, which can only begin a row", {
        name: facts.name,
      });
    case "label twice":
      return say("each step must have its own name: {label} is used twice", {
        label: JSON.stringify(facts.label),
      });
    case "nothing to share":
      return `${facts.label} ${say(unshared[facts.reason])}`;
    case "loss in the middle":
      return facts.next === undefined
        ? say("a loss must be its last step")
        : say("a loss must be its last step: found {next} after {loss}", {
          next: facts.next,
          loss: facts.loss,
        });
    case "which input":
      return say(
        "{layer} begins a row, and there are several inputs: begin with {inputs}",
        { layer: facts.layer, inputs: list(facts.inputs, "or") },
      );
    case "input in a row":
      return say(
        "each of several inputs has a row of its own: end the row of {name} behind input(…), and begin the next with {name}",
        { name: facts.name },
      );
    case "nameless input":
      return say("each of several inputs must have a name");
    case "unused input":
      return say("each input must be used: nothing takes {name}", {
        name: facts.name,
      });
    case "two networks":
      return say(
        "a row uses nothing of the rows before it, so that there are two networks",
      );
    case "loose end":
      return say("nothing uses {name}, which a row ends with", {
        name: facts.name,
      });
    case "loss as a value":
      return say("{name} is a loss, which nothing can use", {
        name: facts.name,
      });
    case "layer":
      return facts.refusal;
  }
}
