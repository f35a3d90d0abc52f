import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { LayerBody, Pass, Site } from "../../layer/layer.ts";
import { shapesJoined } from "../../layer/merge.ts";
import { rearranged } from "../../layer/rearranged.ts";
import { stretch, stretchedShape } from "../../layer/stretch.ts";
import { type Combined, combined } from "./combined.ts";

/** The shape that branches stretch to. @throws {ShapeError} if there is none. */
function broadcastShape(layer: string, shapes: readonly Shape[]): Shape {
  const shape = stretchedShape(shapes);
  if (shape !== undefined) return shape;
  throw new ShapeError({
    layer,
    rule: say(
      "the sizes of an axis, counted from the right, must be equal or 1",
    ),
    found: say("its branches end with {shapes}", {
      shapes: shapesJoined(shapes),
    }),
    branches: "stretched",
  });
}

/**
 * A layer over branches that stretch to one shape; `bind` is given arrays of that shape.
 * Two go by `kernels`, if given, without being stretched.
 */
export function broadcasting(
  layer: string,
  bind: (site: Site) => Pass,
  kernels?: Combined,
): Pick<LayerBody, "isElementwise" | "outputShape" | "cost" | "bind"> {
  return {
    isElementwise: true,
    outputShape: (...shapes) => broadcastShape(layer, shapes),
    cost(...shapes) {
      const count = elementCount(broadcastShape(layer, shapes));
      const widened = shapes.filter((shape) => elementCount(shape) < count);
      return { work: 0, numbers: 2 * count * widened.length };
    },
    bind(site) {
      const { batch, inputShapes, outputShape } = site;
      const stretched = () =>
        rearranged(site, {
          inputs: inputShapes.map((shape) =>
            stretch(shape, outputShape, batch, site.kernels)
          ),
          inputShapes: inputShapes.map(() => outputShape),
          outputShape,
        }, (own) => ({
          ...bind(own),
          ...kernels && combined(own, kernels),
        }));
      const fast = kernels && combined(site, kernels);
      const lacksSlope = kernels?.lacksSlope;
      if (fast === undefined) return stretched();
      if (site.inputs.every((each) => each.length === site.y.length)) {
        return stretched();
      }
      // Only directions need what is stretched.
      let pass: Pass | undefined;
      const upToDate = () => {
        pass ??= stretched();
        pass.forward();
        return pass;
      };
      return {
        ...fast,
        ...lacksSlope && {
          requireDerivatives() {
            if (site.dinputs[1].length === 0) return;
            if (!site.inputs[0].some((a) => lacksSlope(a))) return;
            upToDate().requireDerivatives?.();
          },
        },
        tangent: (along) => upToDate().tangent?.(along),
        second: (along) => upToDate().second?.(along),
      };
    },
  };
}
