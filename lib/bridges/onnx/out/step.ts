import type { Shape } from "../../../base/shape.ts";
import type { Layer } from "../../../layer/layer.ts";
import type { GraphWriter } from "./graph_writer.ts";

/** A step that becomes nodes. All axes are those of an example; the batch stands before them. */
export interface OutStep<Arguments = unknown> {
  readonly g: GraphWriter;
  readonly layer: Layer;
  /** The arguments of its layer, by name. */
  readonly args: Arguments;
  /** The shapes of its inputs. */
  readonly shapes: readonly Shape[];
  readonly output: Shape;
  /** Whether it has that many inputs. */
  readonly count: number;
  /** An input, by default the first, channels last; for each example, where another input is. */
  x(input?: number): string;
  /** The same, for an operator that stretches the batch: what is the same for all examples is there once. */
  once(input?: number): string;
  /** The same with the channels as the first axis. */
  image(input?: number): string;
  /** Whether an input is there with the channels first already. */
  isImage(input?: number): boolean;
  /** An input that was flattened with its channels first: the image's shape; undefined for any other. */
  flatImage(
    input?: number,
  ): { readonly name: string; readonly of: Shape } | undefined;
  /** The numbers of a parameter; undefined if the layer has none of the name. */
  values(name: string): Float32Array | undefined;
  /** The shape of a parameter. */
  shapeOf(name: string): Shape;
  /** A parameter as a tensor, perhaps with its axes in another order; undefined if there is none. */
  tensor(name: string, order?: readonly number[]): string | undefined;
  /** A tensor that is made of parameters; its name is that of the step's parameter. */
  made(name: string, values: ArrayLike<number>, shape: Shape): string;
  /**
   * Refuses the layer, or this version of the operators, with the first that has it.
   *
   * @throws {NablaError} always.
   */
  refuse(found: string, opset?: string): never;
}

/** What the nodes of a step give: its output with the channels last, with the channels first, or an image with the channels first that was flattened. */
export type WrittenStep =
  | string
  | { readonly first: string }
  | { readonly flat: string; readonly of: Shape };

/** Writes the nodes of a step; it names the arguments that it reads. */
export type OnnxForm = (step: OutStep<never>) => WrittenStep;

/** A function of each number, or of numbers that stand at the same place. */
export interface EachStep<Arguments = unknown> {
  readonly g: GraphWriter;
  readonly args: Arguments;
  /** Its inputs, stretched to the axes of each other. */
  readonly x: readonly string[];
  /**
   * Refuses the layer, or this version of the operators, with the first that has it.
   *
   * @throws {NablaError} always.
   */
  refuse(found: string, opset?: string): never;
}

/** Writes the nodes of such a function. */
export type EachForm = (step: EachStep<never>) => string;
