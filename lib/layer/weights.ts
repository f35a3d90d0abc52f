import { zeros } from "../initializers/fixed.ts";
import {
  type InitializerName,
  initializers,
} from "../initializers/initializers.ts";
import type { ParameterSpec } from "./layer.ts";

/** A weight, and a bias of `out` numbers unless `bias` is `none`. */
export function weightAndBias(
  { out, init, bias }: {
    readonly out: number;
    readonly init: InitializerName;
    readonly bias: InitializerName | "none";
  },
  weight: Omit<ParameterSpec, "name" | "initializer">,
): readonly ParameterSpec[] {
  const { fanIn, fanOut } = weight;
  const initializerOf = (name: string) => initializers.get(name) ?? zeros;
  const specs = [
    { name: "weight", initializer: initializerOf(init), ...weight },
    {
      name: "bias",
      shape: [out],
      initializer: initializerOf(bias),
      fanIn,
      fanOut,
    },
  ];
  return bias === "none" ? specs.slice(0, 1) : specs;
}
