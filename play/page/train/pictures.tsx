import { untracked } from "@preact/signals";
import { Fragment, type VNode } from "preact";
import { words } from "../preferences.ts";
import { Confusion, Pairs } from "./answers.tsx";
import { Histograms } from "./histograms.tsx";
import { type Line, Lines } from "./lines.tsx";
import { Plane } from "./plane.tsx";
import type { Training } from "./training.ts";

/** A picture of a training. */
export interface TrainPicture {
  /** What it is called as a file, without the ending. */
  readonly name: string;
  readonly title: string;
  draw(): VNode;
}

/** All pictures that there are of a training now. */
export function picturesOf(
  training: Training,
  watched: readonly string[],
): readonly TrainPicture[] {
  return untracked(() => [
    ...learnedPictures(training),
    ...layerPictures(training),
    ...watched.flatMap((path) => {
      const found = watchedPicture(training, path);
      return found === undefined ? [] : [found];
    }),
  ]);
}

/** What is learned while it is learned: losses, and what the network says. */
function learnedPictures(training: Training): readonly TrainPicture[] {
  const { shell, train } = words.value;
  // Read, so that each picture draws it again.
  const picture = training.picture.value;
  const facts = training.facts.value;
  const view = training.view.value;
  if (facts === undefined || picture === undefined) return [];
  const { epochs } = training;
  const { plane, classes, target, metrics: [metric] } = facts;
  const { pairs, confusion } = view ?? {};
  const both = (column: number): readonly Line[] => [
    { name: train.training, kind: "plain", points: epochs.column(column) },
    ...facts.validation > 0
      ? [{
        name: train.validation,
        kind: "other" as const,
        points: epochs.column(column + 1),
      }]
      : [],
  ];
  const overEpochs = (name: string, title: string, column: number) => ({
    name,
    title,
    draw: () => (
      <Lines
        title={title}
        unit={train.epochs}
        lines={both(column)}
      />
    ),
  });
  return [
    ...plane === undefined ? [] : [{
      name: "plane",
      title: train.planeTitle,
      draw: () => <Plane facts={facts} plane={plane} view={view} />,
    }],
    ...pairs === undefined ? [] : [{
      name: "predictions",
      title: train.pairs(""),
      draw: () => <Pairs pairs={pairs} name={target.join(shell.comma)} />,
    }],
    overEpochs("loss", train.loss, 0),
    ...metric === undefined ? [] : [overEpochs("metric", metric, 2)],
    ...confusion === undefined ? [] : [{
      name: "confusion",
      title: train.confusion,
      draw: () => <Confusion rows={confusion} classes={classes} />,
    }],
  ];
}

interface PicturesProps {
  readonly training: Training;
}

/** The pictures of what is learned. */
export function Pictures({ training }: PicturesProps) {
  const pictures = learnedPictures(training);
  if (pictures.length === 0) return null;
  return (
    <section class="charts" aria-label={words.value.train.pictures}>
      <Drawn pictures={pictures} />
    </section>
  );
}

function Drawn({ pictures }: { readonly pictures: readonly TrainPicture[] }) {
  return (
    <>
      {pictures.map(({ name, draw }) => <Fragment key={name}>{draw()}
      </Fragment>)}
    </>
  );
}

/** Sizes that differ by more are on a logarithmic axis: what vanishes and what explodes is seen. */
const sizeDecades = 0.5;

/** Weights, activations and gradients of each layer over time, by one number and as histograms. */
function layerPictures(training: Training): readonly TrainPicture[] {
  const { train } = words.value;
  const facts = training.facts.value;
  if (facts === undefined || training.calm.value === undefined) return [];
  const { steps, layers } = facts;
  const curves = (
    name: string,
    title: string,
    { names, from, kind }: {
      readonly names: readonly string[];
      readonly from: number;
      readonly kind: Line["kind"];
    },
  ) => ({
    name,
    title,
    draw: () => (
      <Lines
        title={title}
        unit={train.steps}
        decades={sizeDecades}
        lines={names.map((name, i) => ({
          name,
          kind,
          strength: 0.4 + 0.6 * (i + 1) / names.length,
          points: training.sizes.column(from + i),
        }))}
      />
    ),
  });
  const histograms = (
    name: string,
    title: string,
    { kind, first }: {
      readonly kind: "value" | "gradient";
      readonly first: number;
    },
  ) => ({
    name,
    title: train.histograms(title),
    draw: () => (
      <Histograms
        title={train.histograms(title)}
        kind={kind}
        layers={layers}
        rows={training.histograms.rows()}
        first={first}
      />
    ),
  });
  return [
    curves("gradients", train.gradients, {
      names: layers,
      from: steps.length + layers.length,
      kind: "gradient",
    }),
    curves("activations", train.activations, {
      names: steps,
      from: 0,
      kind: "value",
    }),
    curves("weights", train.weights, {
      names: layers,
      from: steps.length,
      kind: "value",
    }),
    ...layers.length === 0 ? [] : [
      histograms("gradient-histograms", train.gradients, {
        kind: "gradient",
        first: 0,
      }),
      histograms("weight-histograms", train.weights, {
        kind: "value",
        first: layers.length,
      }),
    ],
  ];
}

/** The pictures of the layers. */
export function LayerPictures({ training }: PicturesProps) {
  const { train } = words.value;
  const pictures = layerPictures(training);
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="layers">
      <h2 id="layers">{train.layers}</h2>
      <p class="quiet">{train.layersSay}</p>
      <div class="charts">
        <Drawn pictures={pictures} />
      </div>
    </section>
  );
}

/** The numbers of a path over time: each, if they are few, else the least, the root mean square and the largest. Undefined where they are not told. */
export function watchedPicture(
  training: Training,
  path: string,
): TrainPicture | undefined {
  const { shell, train } = words.value;
  const found = training.calm.value?.watched.find((each) => each.path === path);
  if (found === undefined) return undefined;
  const { count } = found;
  const series = training.watched(path);
  const columns = series.last()?.length ?? 0;
  const kind = path.endsWith(".grad") ? "gradient" : "value";
  const names = columns === count
    ? Array.from({ length: columns }, (_, i) => count === 1 ? "" : `[${i}]`)
    : [train.least, train.rms, train.largest];
  return {
    name: path,
    title: path,
    draw: () => (
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
    ),
  };
}
