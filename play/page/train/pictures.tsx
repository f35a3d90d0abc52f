import type { Series } from "../../model/series.ts";
import { words } from "../preferences.ts";
import { Confusion, Pairs } from "./answers.tsx";
import { type Line, Lines } from "./lines.tsx";
import { Plane } from "./plane.tsx";
import type { Training } from "./training.ts";

interface PicturesProps {
  readonly training: Training;
}

/** What is learned while it is learned: losses, and what the network says. */
export function Pictures({ training }: PicturesProps) {
  const { shell, train } = words.value;
  // Read, so that each picture draws it again.
  const picture = training.picture.value;
  const facts = training.facts.value;
  const view = training.view.value;
  if (facts === undefined || picture === undefined) return null;
  const { epochs } = training;
  const hasTrial = facts.validation > 0;
  const [metric] = facts.metrics;
  const pair = (column: number): readonly Line[] => [
    { name: train.training, kind: "plain", points: epochs.column(column) },
    ...hasTrial
      ? [{
        name: train.validation,
        kind: "other" as const,
        points: epochs.column(column + 1),
      }]
      : [],
  ];
  return (
    <section class="charts" aria-label={train.pictures}>
      {facts.plane !== undefined && (
        <Plane facts={facts} plane={facts.plane} view={view} />
      )}
      {view?.pairs !== undefined && (
        <Pairs pairs={view.pairs} name={facts.target.join(shell.comma)} />
      )}
      <Lines title={train.loss} unit={train.epochs} lines={pair(0)} />
      {metric !== undefined && (
        <Lines title={metric} unit={train.epochs} lines={pair(2)} />
      )}
      {view?.confusion !== undefined && (
        <Confusion rows={view.confusion} classes={facts.classes} />
      )}
    </section>
  );
}

/** Sizes that differ by more are on a logarithmic axis: what vanishes and what explodes is seen. */
const sizeDecades = 0.5;

/** Weights, activations and gradients of each layer over time. */
export function LayerPictures({ training }: PicturesProps) {
  const { train } = words.value;
  const picture = training.calm.value;
  const facts = training.facts.value;
  if (facts === undefined || picture === undefined) return null;
  const { steps, layers } = facts;
  const curves = (
    names: readonly string[],
    from: number,
    kind: Line["kind"],
  ): readonly Line[] =>
    names.map((name, i) => ({
      name,
      kind,
      strength: 0.4 + 0.6 * (i + 1) / names.length,
      points: training.sizes.column(from + i),
    }));
  return (
    <section aria-labelledby="layers">
      <h2 id="layers">{train.layers}</h2>
      <p class="quiet">{train.layersSay}</p>
      <div class="charts">
        <Lines
          title={train.gradients}
          unit={train.steps}
          decades={sizeDecades}
          lines={curves(layers, steps.length + layers.length, "gradient")}
        />
        <Lines
          title={train.activations}
          unit={train.steps}
          decades={sizeDecades}
          lines={curves(steps, 0, "value")}
        />
        <Lines
          title={train.weights}
          unit={train.steps}
          decades={sizeDecades}
          lines={curves(layers, steps.length, "value")}
        />
      </div>
    </section>
  );
}

/** The numbers of a path over time: each, if they are few, else the least, the root mean square and the largest. */
export function WatchedPicture(
  { path, count, series }: {
    /** Another at each picture, so that it is drawn again. */
    readonly step: number;
    readonly path: string;
    readonly count: number;
    readonly series: Series;
  },
) {
  const { shell, train } = words.value;
  const columns = series.last()?.length ?? 0;
  const kind = path.endsWith(".grad") ? "gradient" : "value";
  const names = columns === count
    ? Array.from({ length: columns }, (_, i) => count === 1 ? "" : `[${i}]`)
    : [train.least, train.rms, train.largest];
  return (
    <Lines
      title={path + (count > 1 ? shell.comma + train.numbers(count) : "")}
      unit={train.steps}
      lines={names.map((name, i) => ({
        name,
        kind,
        strength: columns !== count && i !== 1 ? 0.45 : 1,
        points: series.column(i),
      }))}
    />
  );
}
