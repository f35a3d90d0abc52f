import type { Shape } from "../../base/shape.ts";
import { normal } from "../../initializers/random.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Layer, LayerBody, ParameterSpec } from "../../layer/layer.ts";

export interface FaultyKind {
  readonly name: string;
  /** Its possible mistakes, each with a pattern of words that name it. */
  readonly faults: Readonly<Record<string, RegExp>>;
  /** Whether it takes vectors of this many numbers. */
  takes(width: number): boolean;
  /** Makes it for vectors of so many numbers, with or without a mistake. */
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

export function weight(name: string, shape: Shape): ParameterSpec {
  return { name, shape, initializer: normal, fanIn: 1, fanOut: 1 };
}
