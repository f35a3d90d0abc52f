import type { Precision } from "../../lib/base/values.ts";
import { plural, quote } from "../../lib/base/words.ts";
import { translate } from "../../lib/bridges/onnx/in/translation.ts";
import type { TranslatedValue } from "../../lib/bridges/onnx/in/translated_value.ts";
import type { OnnxModel } from "../../lib/bridges/onnx/model.ts";
import { readOnnxModel } from "../../lib/bridges/onnx/read_model.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Parameters } from "../../lib/network/parameters.ts";
import { say } from "../../words/say.ts";
import { compile } from "../compiler/compiler.ts";
import type { NetworkDescription } from "../network_file/network_description.ts";
import { translationText } from "./network_text.ts";
import { ownNetworkOf } from "./own_text.ts";
import { filledParameters } from "./parameters.ts";

/** A network that was read from a model of ONNX. */
export interface OnnxNetwork {
  /** Its text. */
  readonly text: string;
  /** The network of the text. */
  readonly network: Network;
  /** Its parameters, with the weights of the model. */
  readonly parameters: Parameters;
  /** Its inputs, in the order of the model. */
  readonly inputs: readonly OnnxPort[];
  /** Its output. */
  readonly output: OnnxPort;
  /** What the model says of the network that it was written from, if it was written here: its text has its loss then. */
  readonly description?: NetworkDescription;
}

/** An input or the output of a model, and how it is laid out here. */
export interface OnnxPort {
  /** Its name in the model. */
  readonly name: string;
  /**
   * The model's axes in the order that they have here, that of the examples first:
   * `[0, 2, 3, 1]` for images, whose channels are last here. -1 stands for an axis
   * that the model has not, of examples or of one entry.
   */
  readonly axes: readonly number[];
}

/** What {@linkcode readOnnx} takes. */
export interface ReadOnnxOptions {
  /** What messages call the file. Default: `model.onnx`. */
  readonly name?: string;
  /** Sizes of axes that the model leaves free, but for that of the examples: `{ steps: 16 }`. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The output, if the model has several. */
  readonly output?: string | undefined;
  /** The precision of the parameters. Default: `float32`. */
  readonly precision?: Precision;
}

/**
 * Reads a model of ONNX: the graph as the text of a network, with its weights. Chains
 * that repeat are blocks. Images have their channels last, and what follows is laid out
 * so; the axis of the examples is the free one, or the first. A model that was written
 * here with its text in the metadata, as `nabla export` writes it, is that text again,
 * if the text is written as this very model.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { readOnnx, writeOnnx } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,3) -> tanh -> fc(1)`;
 * const bytes = writeOnnx(network, initialize(network, { precision: "float32" }));
 * assertEquals(readOnnx(bytes).text, "fc(2,3) -> tanh -> fc(1)\n");
 * ```
 *
 * @throws {DataError} if the file is broken, or has something that no text can say: the
 * message has the node's name and place.
 */
export function readOnnx(
  bytes: Uint8Array,
  options: ReadOnnxOptions = {},
): OnnxNetwork {
  const { name = "model.onnx", sizes = {}, precision = "float32" } = options;
  const model = readOnnxModel(bytes, name);
  const output = chosenOutput(name, model, options.output);
  const translation = translate(name, model, {
    sizes: new Map(Object.entries(sizes)),
    outputs: [output],
  });
  const { text, steps } = translationText(name, translation);
  const { network, diagnostics } = compile(text);
  if (network === undefined) {
    throw new DataError(
      { file: name },
      say("its network does not compile: {message}", {
        message: `${diagnostics[0]?.message}`,
      }),
    );
  }
  const [end] = translation.outputs;
  if (network.outputShape.join() !== end.step.shape.join()) {
    throw new DataError(
      { file: name },
      say("its network does not compile: {message}", {
        message: network.outputShape.join("×"),
      }),
    );
  }
  const ports = {
    inputs: translation.inputs.map(portOf),
    output: portOf(end),
  };
  const own = ownNetworkOf(name, model, steps);
  if (own !== undefined) {
    return { ...own, text: own.description.text, ...ports };
  }
  const parameters = filledParameters(name, network, steps, precision);
  return { text, network, parameters, ...ports };
}

function portOf({ name, axes }: TranslatedValue): OnnxPort {
  return { name, axes };
}

/** The output to read: the one that was asked for, or the only one. */
function chosenOutput(
  file: string,
  { graph: { outputs } }: OnnxModel,
  asked: string | undefined,
): string {
  if (asked !== undefined) return asked;
  const [first, ...others] = outputs.map(({ name }) => name);
  if (first !== undefined && others.length === 0) return first;
  throw new DataError(
    { file },
    first === undefined
      ? say("it has no output")
      : say("it has {outputs}, and a network here has one", {
        outputs: plural(outputs.length, "output"),
      }),
    first === undefined
      ? undefined
      : say("Choose one by --output, of {names}.", {
        names: [first, ...others].map(quote).join(", "),
      }),
  );
}
