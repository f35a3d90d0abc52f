/**
 * What was told of a training so far, for pictures.
 *
 * @module
 */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { createSeries, type Series } from "../../model/series.ts";
import type { Facts, Picture, View } from "../../worker/messages.ts";

/** How a training has come about. */
export interface Progress {
  readonly picture: ReadonlySignal<Picture | undefined>;
  /** The same, but not of each frame: for what nobody follows with the eye. */
  readonly calm: ReadonlySignal<Picture | undefined>;
  readonly view: ReadonlySignal<View | undefined>;
  /** Epochs: loss, validation loss, then of each metric the number and that of the validation. They change with {@linkcode picture}. */
  readonly epochs: Series;
  /** Steps: see `sizes` of a picture. */
  readonly sizes: Series;
  /** Steps: see `histograms` of a picture. */
  readonly histograms: Series<Uint8Array>;
  /** Steps: the numbers of a path that is watched. */
  watched(path: string): Series;
}

/** So many places of a curve are kept. */
const [mostEpochs, mostSizes, mostHistograms] = [400, 160, 64];

/** How often the calm pictures are drawn, in milliseconds. */
const calmPace = 100;

/** What has been told of nothing yet. */
export function createProgress() {
  const picture = signal<Picture | undefined>(undefined);
  const calm = signal<Picture | undefined>(undefined);
  const view = signal<View | undefined>(undefined);
  const [epochs, sizes] = [createSeries(mostEpochs), createSeries(mostSizes)];
  const histograms = createSeries<Uint8Array>(mostHistograms);
  const all = new Map<string, Series>();
  let calmFrom = -Infinity;

  function watched(path: string): Series {
    const found = all.get(path) ?? createSeries(mostSizes);
    all.set(path, found);
    return found;
  }

  return {
    picture,
    calm,
    view,
    epochs,
    sizes,
    histograms,
    watched,
    clear() {
      batch(() => {
        picture.value = undefined;
        calm.value = undefined;
        view.value = undefined;
      });
      epochs.clear();
      sizes.clear();
      histograms.clear();
      all.clear();
    },
    add(next: Picture, facts: Facts | undefined, isRunning: boolean) {
      const width = 3 + 2 * (facts?.metrics.length ?? 0);
      for (let at = 0; at < next.epochs.length; at += width) {
        const [epoch, ...row] = next.epochs.subarray(at, at + width);
        epochs.push(epoch, row);
      }
      sizes.push(next.step, [...next.sizes]);
      histograms.push(next.step, next.histograms);
      for (const { path, numbers } of next.watched) {
        watched(path).push(next.step, numbers);
      }
      batch(() => {
        picture.value = next;
        if (next.view !== undefined) view.value = next.view;
        if (isRunning && performance.now() < calmFrom) return;
        calmFrom = performance.now() + calmPace;
        calm.value = next;
      });
    },
    /** Shows the last picture everywhere. */
    settle() {
      calm.value = picture.value;
    },
  };
}
