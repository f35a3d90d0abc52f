import { say } from "../../../../../words/say.ts";
import { knownNumbers } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { refuseShapes, requireExamples } from "../values/requirements.ts";
import { makeStep } from "../values/step.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  part,
  shapeOf,
  sizeOf,
  withOwnAxis,
} from "../values/view.ts";
import { onEach } from "./elementwise.ts";

/** Operators that put entries in order, or make rows of their numbers. */
export const entryOperators: Readonly<Record<string, OnnxOperator>> = {
  TopK(node) {
    const view = node.view(0);
    const axis = node.axis(node.int("axis") ?? -1, view.axes.length);
    const [count] = node.opset < 10
      ? [node.int("k")]
      : node.integersAt(1) ?? [];
    const isLargest = (node.int("largest") ?? 1) === 1;
    node.int("sorted");
    const parts = view.axes[axis];
    requireExamples(node, parts);
    const size = sizeOf(parts);
    if (count === undefined || !(count >= 1 && count <= size)) {
      return refuseShapes(node, [view]);
    }
    const found = withOwnAxis(view, parts);
    const isLast = found.place === found.view.own.length - 1;
    const made = count === size ? parts : part(count);
    const own = found.view.own.map((each, i) =>
      i === found.place ? exampleParts(made) : each
    );
    const axes = found.view.axes.map((each, i) => i === axis ? made : each);
    const place = isLast ? undefined : found.place;
    const step = (layer: string, places: readonly number[], order?: string) =>
      makeStep(layer, {
        places,
        named: { axis: place, order },
        main: found.view.step,
        shape: shapeOf(own),
      });
    const isWhole = count === size;
    const order = isLargest ? "descending" : undefined;
    const values = isWhole
      ? step("sort", [], order)
      : step("topk", [count], isLargest ? undefined : "ascending");
    const outputs: (GraphValue | undefined)[] = [{ step: values, own, axes }];
    if (node.isWanted(1) && isWhole) {
      outputs.push({ step: step("argsort", [], order), own, axes });
    }
    return outputs;
  },
  OneHot(node) {
    const view = node.view(0);
    const [depth] = node.integersAt(1) ?? [];
    const [off, on] = knownNumbers(node.known(2)) ?? [];
    const axis = node.axis(node.int("axis") ?? -1, view.axes.length + 1);
    if (isView(node.any(1)) || !(depth >= 1) || on === undefined) {
      return node.fail(say("its values must be two numbers, and fixed"));
    }
    const made = part(depth);
    const axes: Axis[] = view.axes.toSpliced(axis, 0, made);
    const plain = view.axes.filter((each) => !hasBatch(each)).map(exampleParts);
    const laid = plain.length === 0 ? view : arranged(view, plain);
    const before = view.axes.slice(0, axis).filter((each) => !hasBatch(each));
    const place = plain.length === 0 ? laid.own.length : before.length;
    const own = laid.own.toSpliced(place, 0, made);
    const isLast = place === laid.own.length;
    const step = makeStep("one_hot", {
      places: [depth],
      named: { axis: isLast ? undefined : place },
      main: laid.step,
      shape: shapeOf(own),
    });
    const rows = { step, own, axes };
    const scaled = on - off === 1 ? rows : onEach(rows, "scale", [on - off]);
    return [off === 0 ? scaled : onEach(scaled, "shift", [off])];
  },
};
