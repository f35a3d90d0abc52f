/**
 * What a layer answers, held to the contract: layers are written by users too, and
 * a shape of 1.5 or a pass without backward would go wrong far from its cause.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Shape } from "../base/shape.ts";
import type { Layer, ParameterSpec, Pass, Site } from "./layer.ts";

/** The output's shape. @throws {NablaError} if it is none; {@linkcode ShapeError} if the layer cannot take the inputs. */
export function outputShapeOf(layer: Layer, inputs: readonly Shape[]): Shape {
  const shape: unknown = layer.outputShape(...inputs);
  if (isShape(shape)) return shape;
  throw refusal(layer, say("what outputShape returns"), say(shapeRule), shape);
}

/** The shape of the target that a loss takes by default. @throws {NablaError} if it is none. */
export function lossTargetShape(layer: Layer, prediction: Shape): Shape {
  const forms: unknown = layer.loss?.targets(prediction);
  const shape: unknown = Array.isArray(forms) ? forms[0]?.shape : forms;
  if (isShape(shape)) return shape;
  const what = say("the shape of the first target that loss.targets returns");
  throw refusal(layer, what, say(shapeRule), shape);
}

/** The parameters. @throws {NablaError} if a specification is wrong, or two have one name. */
export function parameterSpecs(
  layer: Layer,
  inputs: readonly Shape[],
): readonly ParameterSpec[] {
  const specs: unknown = layer.parameters?.(...inputs) ?? [];
  if (!Array.isArray(specs)) {
    throw refusal(
      layer,
      say("what parameters returns"),
      say("an array"),
      specs,
    );
  }
  const names = new Set<string>();
  for (const [i, spec] of specs.entries()) {
    const { name, shape, initializer } = spec ?? {};
    if (typeof name !== "string" || names.has(name)) {
      const what = say("the name of its parameter {number}", { number: i + 1 });
      throw refusal(layer, what, say("a text of its own"), name);
    }
    names.add(name);
    if (!isShape(shape)) {
      const what = name === ""
        ? say("the shape of its parameter")
        : say("the shape of its parameter {name}", { name });
      throw refusal(layer, what, say(shapeRule), shape);
    }
    if (typeof initializer?.fill !== "function") {
      const what = name === ""
        ? say("the initializer of its parameter")
        : say("the initializer of its parameter {name}", { name });
      throw refusal(layer, what, say(initializerRule), initializer);
    }
  }
  return specs;
}

/** The pass over some arrays. @throws {NablaError} if it has not both ways. */
export function bindLayer(layer: Layer, site: Site): Pass {
  const pass: unknown = layer.bind(site);
  const { forward, backward } = Object(pass);
  const isPass = [forward, backward].every((way) => typeof way === "function");
  if (isPass) return pass as Pass;
  throw refusal(
    layer,
    say("what bind returns"),
    say("an object with the functions forward and backward"),
    pass,
  );
}

const shapeRule: Phrase =
  "an array of positive integers, [] for a single number";
const initializerRule: Phrase = "an object with a function fill, such as zeros";

/** Whether a value is a shape, however large: beyond 2⁵³ its size is refused by the bound of all sizes. */
export function isShape(value: unknown): value is Shape {
  return Array.isArray(value) &&
    value.every((size) => Number.isInteger(size) && size > 0);
}

function refusal(
  { name: layer }: Layer,
  name: string,
  rule: string,
  found: unknown,
): NablaError {
  const action = say("use the layer {layer}", { layer });
  return new NablaError("value", { action, name, rule, found: words(found) });
}

/** A value as its author would write it. */
export function words(value: unknown): string {
  if (value === undefined) return say("nothing");
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return say("a function");
  if (value instanceof Promise) return say("a promise");
  if (Array.isArray(value)) {
    return `[${value.slice(0, 8).map(words).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return String(value);
  const names = Object.keys(value);
  return names.length === 0 ? "{}" : `{ ${names.slice(0, 8).join(", ")} }`;
}
