import { elementCount, type Shape } from "../../../base/shape.ts";
import type { GraphWriter } from "./graph_writer.ts";

/** The tensors that hold one value. */
export interface ValueForms {
  /** Channels last, as ours are. */
  last?: string;
  /** Channels first, as ONNX's images are. */
  first?: string;
  /** Flattened with the channels first; the image had this shape. */
  flat?: { readonly name: string; readonly of: Shape };
  /** Whether it is the same for all examples, so that its batch axis is 1. */
  readonly isConstant: boolean;
  /** Whether somebody wanted the channels first, though they were last. */
  wasTurned?: boolean;
  /** The values that it was computed of number by number: they could be turned as well. */
  readonly of?: readonly number[];
}

/** Keeps for each value the tensors that hold it; others are made where they are asked for. */
export interface ValueTensors {
  set(value: number, forms: ValueForms): void;
  get(value: number): ValueForms;
  last(value: number): string;
  first(value: number): string;
}

/** The order of the axes that puts channels first. */
export function channelsFirst(rank: number): number[] {
  return [rank - 1, ...Array.from({ length: rank - 1 }, (_, i) => i)];
}

/** The order that puts them last again. */
export function channelsLast(rank: number): number[] {
  return [...Array.from({ length: rank - 1 }, (_, i) => i + 1), 0];
}

export function valueTensors(
  g: GraphWriter,
  shapeOf: (value: number) => Shape,
): ValueTensors {
  const all = new Map<number, ValueForms>();
  const get = (value: number) => {
    const forms = all.get(value);
    return forms ?? { isConstant: false };
  };
  /** An image, and those that it was made of number by number. */
  function noteImage(value: number) {
    for (const open = [value]; open.length > 0;) {
      const forms = get(open.pop() ?? value);
      if (forms.wasTurned) continue;
      forms.wasTurned = true;
      open.push(...forms.of ?? []);
    }
  }
  return {
    set: (value, forms) => void all.set(value, forms),
    get,
    last(value) {
      const forms = get(value);
      if (forms.last !== undefined) return forms.last;
      if (forms.first !== undefined) {
        const rank = shapeOf(value).length;
        forms.last = g.transpose(forms.first, channelsLast(rank));
        return forms.last;
      }
      const { name, of } = forms.flat ?? { name: "", of: [] };
      const image = [of[of.length - 1], ...of.slice(0, -1)];
      const turned = g.transpose(
        g.reshape(name, [0, ...image]),
        channelsLast(of.length),
      );
      forms.last = g.reshape(turned, [0, elementCount(of)]);
      return forms.last;
    },
    first(value) {
      const forms = get(value);
      if (forms.first === undefined) {
        const rank = shapeOf(value).length;
        noteImage(value);
        forms.first = g.transpose(this.last(value), channelsFirst(rank));
      }
      return forms.first;
    },
  };
}
