import type { ArgumentSpecs, ValuesOf } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import {
  defineLayer,
  type LayerHead,
  type LayerType,
} from "../../layer/define_layer.ts";
import type { LayerBody, Pass, Site } from "../../layer/layer.ts";

/** What every loss takes by name. */
export interface WeightOptions {
  /** What the loss is multiplied by, where a network has several. Default: 1. */
  readonly weight?: number;
}

/** Its description. */
export const lossWeight = number(
  "what the loss is multiplied by, beside others",
  1,
  {
    from: 0,
    named: true,
  },
);

/** Declares a loss, among whose arguments is its weight. */
export function defineLoss<
  const Specs extends ArgumentSpecs & { readonly weight: typeof lossWeight },
>(
  declaration: LayerHead<Specs> & {
    create(values: ValuesOf<Specs>): LayerBody;
  },
): LayerType {
  return defineLayer<Specs>({
    ...declaration,
    create: (values) =>
      weighted(declaration.create(values), values.weight as number),
  });
}

/** A loss times a number. */
function weighted(body: LayerBody, weight: number): LayerBody {
  const { loss, bind } = body;
  if (weight === 1 || loss === undefined) return body;
  const { least, differences } = loss;
  const { inUnits } = differences ?? {};
  return {
    ...body,
    loss: {
      ...loss,
      least: least === undefined ? least : weight * least,
      differences: inUnits === undefined ? differences : {
        ...differences,
        inUnits(scale) {
          const own = inUnits(scale);
          return { ...own, ...weighted(own, weight) };
        },
      },
    },
    bind: (site) => weightedPass(bind, site, weight),
  };
}

function weightedPass(
  bind: LayerBody["bind"],
  site: Site,
  weight: number,
): Pass {
  const { y, dy, scratch } = site;
  // What the loss itself has for dy.
  const own = scratch(y.length);
  const { forward, backward, tangent, second, choices } = bind({
    ...site,
    dy: own,
  });
  const scale = (values: Site["y"]) => {
    for (let b = 0; b < values.length; b++) values[b] *= weight;
  };
  const read = () => {
    own.set(dy);
    scale(own);
  };
  return {
    forward() {
      forward();
      scale(y);
    },
    backward() {
      read();
      backward();
    },
    tangent: tangent && ((along) => {
      tangent(along);
      scale(along.output);
    }),
    second: second && ((along) => {
      read();
      second(along);
    }),
    choices,
  };
}
