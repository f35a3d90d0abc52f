import { Fragment } from "preact";
import type {
  NeuronLayout,
  PlacedLayer,
  PlacedLoss,
  PlacedNeuron,
  PlacedWeight,
} from "../../../dsl/drawing/neuron_layout.ts";
import type { NamedNumber } from "../../../dsl/drawing/neuron_numbers.ts";
import { lossCurve, thicknessOf } from "../../../dsl/drawing/neurons.ts";
import { nodeNamed } from "../../../dsl/trace/path.ts";
import type { Trace } from "../../../dsl/trace/trace.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { type Selection, selectionText } from "../../model/selection.ts";
import type { Walking } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import { PictureFrame } from "./picture_frame.tsx";

/** A walk in whose picture numbers are lit and selected. */
export interface SelectableProps {
  readonly trace: Trace;
  readonly walking: Walking;
  readonly litOf: (selection: Selection) => "selected" | "lit" | undefined;
  readonly onSelect: (selection: Selection) => void;
}

interface NeuronsProps extends SelectableProps {
  readonly layout: NeuronLayout;
}

/** A small chain of layers as circles and lines; each number is clicked here, or by the keyboard in the table. */
export function Neurons(props: NeuronsProps) {
  const { see } = words.value;
  const { layout, trace } = props;
  const { width, height, layers, weights, labels, loss } = layout;
  return (
    <div class="graph wide">
      <PictureFrame width={width} height={height} label={see.asNeurons}>
        {weights.map((weight, i) => (
          <Line
            key={i}
            {...props}
            weight={weight}
          />
        ))}
        {layers.map((layer, i) => <Layer key={i} {...props} layer={layer} />)}
        {loss !== undefined && <Loss {...props} loss={loss} />}
        {labels.map(({ line, x, y }, i) => (
          <Weight key={i} {...props} weight={line} x={x} y={y} />
        ))}
      </PictureFrame>
      <p class="quiet">
        {see.neuronKey}{" "}
        {trace.batch > 1 ? see.neuronExamples : see.neuronLetters}
      </p>
    </div>
  );
}

/** A number of the picture, as one of the trace. */
function selectionOf(
  { trace }: NeuronsProps,
  { name, entry }: NamedNumber,
  isGradient = false,
): Selection {
  return { node: nodeNamed(trace, name)?.name ?? name, entry, isGradient };
}

/** Whether a number is known after the steps that were taken. */
function isKnown(
  { trace, walking }: NeuronsProps,
  { node, isGradient }: Selection,
) {
  const traced = nodeNamed(trace, node);
  return traced !== undefined &&
    (isGradient ? walking.hasGradient(traced) : walking.hasValue(traced));
}

interface WeightProps extends NeuronsProps {
  readonly weight: PlacedWeight;
}

/** The line of a weight: lit where its sum is made, where what it is multiplied with gets its gradient, and where it gets its own. */
function Line(props: WeightProps) {
  const { weight: line, walking: { active }, litOf, onSelect, trace } = props;
  const { from: [x1, y1], to: [x2, y2], weight, source, sum } = line;
  const own = selectionOf(props, line);
  const isNow = (name: string) =>
    nodeNamed(trace, name)?.name === active?.node.name;
  const isLit = active !== undefined && (isNow(line.name) ||
    (active.phase === "forward"
      ? isNow(sum)
      : isNow(source) && active.from.includes(nameIn(trace, sum))));
  const place = { x1, y1, x2, y2 };
  return (
    <g
      class={[
        "weight",
        weight < 0 ? "below" : "",
        isLit ? active.phase : "",
        litOf(own) ?? "",
      ].join(" ")}
      onClick={() => onSelect(own)}
    >
      <title>{numberText(props, own, weight)}</title>
      <line {...place} class="near" />
      <line
        {...place}
        stroke-width={isKnown(props, own) ? thicknessOf(weight) : 0.8}
      />
    </g>
  );
}

function nameIn(trace: Trace, name: string): string {
  return nodeNamed(trace, name)?.name ?? name;
}

function numberText(props: NeuronsProps, own: Selection, value: number) {
  const shape = nodeNamed(props.trace, own.node)?.shape ?? [];
  const shown = isKnown(props, own) ? formatNumber(value) : "·";
  return `${selectionText(own, shape)} = ${shown}`;
}

/** The number of a weight on its line. */
function Weight(
  props: WeightProps & { readonly x: number; readonly y: number },
) {
  const { weight: line, x, y, litOf, onSelect } = props;
  const own = selectionOf(props, line);
  return (
    <text
      class={`value on-line ${litOf(own) ?? ""}`}
      x={x}
      y={y + 4}
      onClick={() => onSelect(own)}
    >
      {isKnown(props, own) ? formatNumber(line.weight, 3) : "·"}
    </text>
  );
}

interface LayerProps extends NeuronsProps {
  readonly layer: PlacedLayer;
}

function Layer(props: LayerProps) {
  const { layer: { titles, neurons, y } } = props;
  return (
    <g>
      {titles.map(({ words, y }, i) => (
        <text key={i} class={i === 0 ? "row title" : "row"} x={16} y={y}>
          {words}
        </text>
      ))}
      {neurons.map((neuron, i) => (
        <Neuron key={i} {...props} neuron={neuron} y={y} />
      ))}
    </g>
  );
}

/** A neuron with its numbers; the circle stands for what comes out of it. */
function Neuron(
  props: LayerProps & { readonly neuron: PlacedNeuron; readonly y: number },
) {
  const { neuron, layer, y, layout, walking, litOf, onSelect, trace } = props;
  const { x, output, numbers } = neuron;
  const own = selectionOf(props, output);
  const parts = [layer.sum, layer.value].map((name) =>
    walking.part(nameIn(trace, name)) ?? walking.partWithin(name)
  );
  const part = parts.find((each) => each === "active") ??
    parts.find((each) => each === "from");
  const said = numbers.map((number) => {
    const { of, isGradient, words } = number;
    const place = selectionOf(props, of, isGradient);
    const [letter] = words.split(" ");
    return {
      ...number,
      place,
      words: isKnown(props, place) ? words : `${letter} ·`,
    };
  });
  const name = selectionText(own, nodeNamed(trace, own.node)?.shape ?? []);
  return (
    <g
      class={`neuron ${part ?? ""}`}
      tabindex={0}
      role="button"
      aria-label={[name, ...said.map(({ words }) => words)].join(
        words.value.shell.comma,
      )}
      onClick={() => onSelect(own)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSelect(own);
      }}
    >
      <circle cx={x} cy={y} r={layout.radius} />
      {said.map(({ words, y, isGradient, place }, i) => (
        <Fragment key={i}>
          {i > 0 && " "}
          <text
            class={`${isGradient ? "gradient" : "value"} ${litOf(place) ?? ""}`}
            x={x}
            y={y}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(place);
            }}
          >
            {words}
          </text>
        </Fragment>
      ))}
    </g>
  );
}

function Loss(props: NeuronsProps & { readonly loss: PlacedLoss }) {
  const { see } = words.value;
  const { loss: { x, y, width, height, lines, arrows }, walking } = props;
  const own = selectionOf(props, { name: "loss", entry: 0 });
  const part = walking.part(own.node);
  const phase = part === undefined ? "" : walking.active?.phase ?? "";
  const last = lines.length - 1;
  return (
    <g class={`box ${part ?? ""}`} onClick={() => props.onSelect(own)}>
      {arrows.map((arrow, i) => (
        <g key={i} class={`arrow ${phase}`}>
          <path d={lossCurve(arrow)} marker-end="url(#head)" />
        </g>
      ))}
      <rect x={x} y={y} width={width} height={height} rx={6} />
      {lines.map(({ words, y }, i) => (
        <text
          key={i}
          class={i === 0 ? "title" : "value"}
          x={x + width / 2}
          y={y}
        >
          {i < last || isKnown(props, own) ? words : `${see.loss} ·`}
        </text>
      ))}
    </g>
  );
}
