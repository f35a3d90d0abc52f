/**
 * A layer that can be made with a mistake.
 *
 * @module
 */

import type { Shape } from "../../base/shape.ts";
import { normal } from "../../initializers/random.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Layer, LayerBody, ParameterSpec } from "../../layer/layer.ts";

/** A layer that can be made with a mistake. */
export interface FaultyKind {
  /** Its name. */
  readonly name: string;
  /** The mistakes it can have, each with a pattern of words that name it. */
  readonly faults: Readonly<Record<string, RegExp>>;
  /** Whether it takes vectors of this many numbers. */
  takes(width: number): boolean;
  /** Makes it for vectors of so many numbers, with a mistake or without. */
  make(width: number, fault?: string): Layer;
}

type Body = Omit<LayerBody, "outputShape"> & Partial<LayerBody>;

export function kind(
  name: string,
  faults: Readonly<Record<string, RegExp>>,
  body: (fault: string | undefined, width: number) => Body,
  takes: (width: number) => boolean = () => true,
): FaultyKind {
  return {
    name,
    faults,
    takes,
    make: (width, fault) =>
      defineLayer({
        name,
        outputShape: (shape: Shape) => shape,
        ...body(fault, width),
      })(),
  };
}

/** Weights of `out` rows, drawn. */
export function weight(name: string, shape: Shape): ParameterSpec {
  return { name, shape, initializer: normal, fanIn: 1, fanOut: 1 };
}
