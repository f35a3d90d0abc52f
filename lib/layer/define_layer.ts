import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type {
  ArgumentSpecs,
  ArgumentValues,
  ValuesOf,
} from "../definition/arguments.ts";
import { argumentsOfCall } from "../definition/call.ts";
import { type Elementwise, elementwise } from "./elementwise.ts";
import { isShape, words } from "./answers.ts";
import type {
  Layer,
  LayerBody,
  LayerDefinition,
  LayerExample,
} from "./layer.ts";

/**
 * Makes layers of one kind. The call takes what the text takes: positional
 * arguments, then an object of named ones.
 */
export interface LayerType<
  Arguments extends readonly unknown[] = readonly unknown[],
> {
  /** Makes a layer. @throws {NablaError} if an argument is not what the definition says. */
  (...args: Arguments): Layer;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/** What every declaration of a layer may say. Default of `forms`: all arguments that are not named, in order. */
export interface LayerHead<Specs extends ArgumentSpecs>
  extends Partial<Omit<LayerDefinition, "name" | "arguments" | "create">> {
  /** The name in the language: letters, digits and underscores. */
  readonly name: string;
  /** Its arguments. */
  readonly arguments?: Specs;
}

/** A layer declared by a function and its derivative, by a {@linkcode Layer}'s own members, or by a function from arguments to either. */
export type LayerDeclaration<Specs extends ArgumentSpecs> =
  & LayerHead<Specs>
  & (
    | Elementwise
    | LayerBody
    | {
      /** Makes the layer from its arguments. */
      create(values: ValuesOf<Specs>): Elementwise | LayerBody;
    }
  );

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Makes a kind of layer known under a name, for TypeScript and for texts.
 *
 * An elementwise layer is its function and its derivative, which receives both
 * `x` and `y`:
 *
 * ```ts
 * import { gradcheck } from "@nabla/nabla";
 * import { defineLayer } from "@nabla/nabla/define";
 * import { compile } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const gaussian = defineLayer({
 *   name: "gaussian",
 *   f: (x) => Math.exp(-x * x),
 *   df: (x, y) => -2 * x * y,
 * });
 *
 * assertEquals(gradcheck(gaussian()).verdict, "pass");
 *
 * const { network } = compile("fc(2,1) -> gaussian", { layers: [gaussian] });
 * assertEquals(network?.steps.length, 2);
 * ```
 *
 * Any other layer follows the {@linkcode Layer} contract; with arguments, it is
 * made by `create`:
 *
 * ```ts
 * import { defineLayer, argument } from "@nabla/nabla/define";
 *
 * const times = defineLayer({
 *   name: "times",
 *   arguments: { factor: argument.number("what each number is multiplied by") },
 *   create: ({ factor }) => ({
 *     outputShape: (shape) => shape,
 *     bind: ({ x, dx, y, dy }) => ({
 *       forward() {
 *         for (let i = 0; i < y.length; i++) y[i] = factor * x[i];
 *       },
 *       backward() {
 *         for (let i = 0; i < dx.length; i++) dx[i] = factor * dy[i];
 *       },
 *     }),
 *   }),
 * });
 *
 * times(2); // in a text: times(2)
 * ```
 *
 * @throws {NablaError} if the name is not one that a text can use.
 */
export function defineLayer<
  const Specs extends ArgumentSpecs = Record<never, never>,
>(declaration: LayerDeclaration<Specs>): LayerType {
  const {
    name,
    summary = "",
    arguments: specs = {} as ArgumentSpecs,
    forms,
    gradients,
    sets,
    branches,
    traits,
    examples = "f" in declaration ? anyShape : assumedExamples,
    ...rest
  } = declaration;
  if (!namePattern.test(name)) {
    throw new NablaError("value", {
      action: say("define a layer"),
      name: say("its name"),
      rule: say("letters, digits and underscores, without a digit first"),
      found: JSON.stringify(name),
    });
  }
  requireExamples(name, examples);
  const definition: LayerDefinition = {
    name,
    summary,
    arguments: specs,
    forms: forms ??
      [Object.keys(specs).filter((name) => !specs[name].named)],
    gradients,
    sets,
    branches,
    examples,
    traits,
    create: (values) => ({
      ...bodyOf(name, rest as Elementwise | LayerBody | Creator, values),
      name,
      arguments: values,
      definition,
    }),
  };
  const make = (...args: readonly unknown[]) => createLayer(definition, args);
  return Object.assign(make, { definition });
}

/** What a function of single numbers is tried on. */
const anyShape: readonly LayerExample[] = [{ arguments: [], inputs: [[3]] }];

/** What a layer is tried on that says nothing of what it takes; known by its identity. */
export const assumedExamples: readonly LayerExample[] = [{
  arguments: [],
  inputs: [[3]],
}];

/** Makes a layer from the arguments of a call. @throws {NablaError} if they are not those of the layer. */
export function createLayer(
  definition: LayerDefinition,
  args: readonly unknown[],
): Layer {
  return definition.create(argumentsOfCall(definition, args));
}

interface Creator {
  create(values: ArgumentValues): Elementwise | LayerBody;
}

/** @throws {NablaError} if it has neither of the two forms. */
function bodyOf(
  name: string,
  declared: Elementwise | LayerBody | Creator,
  values: ArgumentValues,
): LayerBody {
  const body = "create" in declared ? declared.create(values) : declared;
  const has = (key: string) => typeof Object(body)[key] === "function";
  if (has("f") ? has("df") : has("outputShape") && has("bind")) {
    if (!("f" in body)) return body;
    requireNumbers(name, body);
    return elementwise(body);
  }
  throw new NablaError("value", {
    action: say("make the layer {name}", { name }),
    name: "create" in declared
      ? say("what create returns")
      : say("its declaration"),
    rule: say("f and df, or outputShape and bind, all functions"),
    found: words(body),
  });
}

/** @throws {NablaError} if a function does not return a number, as one that is async. */
function requireNumbers(name: string, { f, df }: Elementwise): void {
  for (const [which, of] of [["f", f], ["df", df]] as const) {
    let found: unknown;
    try {
      found = of(0.5, f(0.5));
    } catch {
      // It may not take this number.
      continue;
    }
    if (typeof found === "number") continue;
    throw new NablaError("value", {
      action: say("make the layer {name}", { name }),
      name: say("what {which} returns", { which }),
      rule: say("a number"),
      found: words(found),
    });
  }
}

/** @throws {NablaError} if an example is not arguments and shapes. */
function requireExamples(
  name: string,
  examples: readonly LayerExample[],
): void {
  for (const example of examples) {
    const { arguments: given, inputs } = Object(example);
    const isExample = Array.isArray(given) && Array.isArray(inputs) &&
      inputs.every(isShape);
    if (isExample) continue;
    throw new NablaError("value", {
      action: say("define the layer {name}", { name }),
      name: say("each of its examples"),
      rule: say("as {example}, a shape for each input", {
        example: "{ arguments: [2], inputs: [[3, 4]] }",
      }),
      found: Array.isArray(inputs) && Array.isArray(given)
        ? say("inputs {found}", { found: words(inputs) })
        : words(example),
    });
  }
}
