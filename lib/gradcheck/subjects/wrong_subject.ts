import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import { isShape, words } from "../../layer/answers.ts";
import { describe } from "./function_values.ts";

/**
 * Refuses what has no gradients to check, though it may be near to what has.
 *
 * @throws {NablaError} if it is no record: neither a network, a layer nor functions.
 */
export function requireSubject(subject: unknown): void {
  const isRecord = typeof subject === "object" && subject !== null &&
    !Array.isArray(subject) && !("then" in subject) &&
    ("f" in subject || !("network" in subject));
  if (isRecord) return;
  const [found, wayOut] = subjectWords(subject);
  throw new NablaError("call", {
    action: say("check gradients"),
    rule: say("they are those of a network, a layer, or {record}", {
      record: "{ f, vjp, at }",
    }),
    found,
    wayOut,
  });
}

/** What was given, and the call that was probably meant. */
function subjectWords(
  subject: unknown,
): readonly [found: string, wayOut: string] {
  if (typeof subject === "function") {
    const kind = kindOf(subject);
    return kind === undefined
      ? [
        say("a function alone"),
        say("add its vector-Jacobian product and a place, as in {record}", {
          record: "{ f, vjp, at: [[1, 2]] }",
        }),
      ]
      : [
        say("the kind of layer {kind}", { kind }),
        say("call it, as in {call}", { call: `${kind}()` }),
      ];
  }
  if (typeof subject === "string") {
    return [
      say("a text"),
      say("make a network of it, as in {call}", {
        call: `nn(${words(subject)})`,
      }),
    ];
  }
  if (Array.isArray(subject)) {
    return [
      say("a list"),
      say("check its items one by one, or give it to gradientTests"),
    ];
  }
  if (typeof subject === "object" && subject !== null && "network" in subject) {
    return [say("an object with a network"), say("give its network")];
  }
  const [found, wayOut] = describe(subject);
  return subject === undefined
    ? [
      "undefined",
      say("look whether it is imported, and made before it is checked"),
    ]
    : [found, wayOut ?? say("make one with nn, or with defineLayer")];
}

/** The name of a kind of layer that was not called. */
function kindOf(subject: object): string | undefined {
  if (!("definition" in subject)) return undefined;
  const { name } = Object(subject.definition);
  return typeof name === "string" ? name : undefined;
}

/**
 * The shapes that a layer is tried on.
 *
 * @throws {NablaError} if they are none: a shape in place of the list, as a rule.
 */
export function requireShapes(of: string, inputs: unknown): readonly Shape[] {
  if (Array.isArray(inputs) && inputs.every(isShape)) return inputs;
  const example = isShape(inputs) ? inputs : [2, 4];
  throw new NablaError("call", {
    action: say("check {name}", { name: of }),
    rule: say("`inputs` must be a list with a shape for each input"),
    found: isShape(inputs)
      ? say("the shape {shape}", { shape: formatShape(inputs) })
      : words(inputs),
    wayOut: say("write {code}", { code: `inputs: [[${example.join(", ")}]]` }),
  });
}
