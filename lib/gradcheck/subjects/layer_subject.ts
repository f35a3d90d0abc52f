import { pinnedRandom } from "../../base/pinned_random.ts";
import { allocate, type Values } from "../../base/values.ts";
import { plainStore, type Store } from "../../kernels/store.ts";
import { bindLayer } from "../../layer/answers.ts";
import type { Layer } from "../../layer/layer.ts";
import { layerAlong } from "./along.ts";
import { type LayerSubjectOptions, siteOf } from "./layer_site.ts";
import type { RebindOptions, Subject } from "./subject.ts";

/** A layer alone. */
export function layerSubject(
  layer: Layer,
  options: LayerSubjectOptions,
): Subject {
  const { name, batch, random, mode = "train", store = plainStore } = options;
  const precision = options.precision ?? layer.precision ?? "float64";
  const pinned = pinnedRandom(() => random.fork("layer"));
  const { site, moved, notDifferentiated } = siteOf(
    layer,
    { ...options, mode, store, precision },
    pinned,
  );
  const { inputs, inputShapes, parameters } = site;
  const pass = bindLayer(layer, site);
  const { perturb, choices } = pass;
  const bindAgain = (
    { examples, ...changes }: RebindOptions,
    store: Store,
  ) => {
    const rows = examples ?? Array.from({ length: batch }, (_, b) => b);
    return layerSubject(layer, {
      name,
      batch: rows.length,
      inputs: inputs.map((values, i) => ({
        values: takeExamples(values, batch, rows),
        shape: inputShapes[i],
        isConstant: options.inputs[i].isConstant ?? false,
      })),
      parameters,
      random,
      mode,
      precision,
      store,
      ...changes,
    });
  };
  const again = recycling(store);
  return {
    scope: "step",
    name,
    layer: layer.name,
    batch,
    coordinates: moved.map(({ place, coordinates }) => ({
      ...coordinates,
      perturb: perturb &&
        ((entry, outputs) => perturb.call(pass, place, entry, outputs)),
    })),
    notDifferentiated,
    outputs: site.y,
    upstream: site.dy,
    magnitudes: layer.loss === undefined ? [] : inputs.slice(0, 1),
    waivers: layer.waivers ?? {},
    forward(_from, disturb) {
      pinned.rewind();
      pass.forward();
      disturb?.(site.y);
    },
    backward(disturb) {
      disturb?.(site.dy);
      pass.backward();
      pass.requireDerivatives?.();
    },
    choices: choices &&
      ((note, outputs) => choices.call(pass, note, outputs)),
    site,
    ...layerAlong(pass, site, moved.map(({ place }) => place)),
    inSingle: precision === "float32"
      ? undefined
      : () => bindAgain({ precision: "float32" }, store),
    rebind: (options = {}) => bindAgain(options, again()),
  };
}

/**
 * The same store each time it is called, but that arrays it gave out before are
 * given out again: what is bound again replaces what was.
 */
function recycling(store: Store): () => Store {
  const known = new Map<string, Values[]>();
  return () => {
    const free = new Map([...known].map(([kind, all]) => [kind, [...all]]));
    return {
      ...store,
      allocate(precision, length) {
        const kind = `${precision} ${length}`;
        const old = free.get(kind)?.pop();
        if (old !== undefined) {
          old.fill(0);
          return old;
        }
        const fresh = store.allocate(precision, length);
        const all = known.get(kind);
        if (all === undefined) known.set(kind, [fresh]);
        else all.push(fresh);
        return fresh;
      },
    };
  };
}

/** Some examples of an array whose first axis is the batch. */
function takeExamples(
  values: Values,
  batch: number,
  examples: readonly number[],
): Values {
  const size = values.length / batch;
  const taken = allocate("float64", examples.length * size);
  for (const [row, b] of examples.entries()) {
    taken.set(values.subarray(b * size, (b + 1) * size), row * size);
  }
  return taken;
}
