import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Diagram } from "../../../dsl/drawing/diagram.ts";
import {
  layOutDiagram,
  type PlacedEdge,
  type PlacedNode,
} from "../../../dsl/drawing/layout.ts";
import { lineHeight } from "../../../dsl/drawing/cells.ts";
import { curve } from "../../../dsl/drawing/svg.ts";
import { nodeNamed } from "../../../dsl/trace/path.ts";
import type { Trace, TraceNode } from "../../../dsl/trace/trace.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import type { Walking } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import { PictureFrame } from "./picture_frame.tsx";

interface GraphProps {
  readonly diagram: Diagram;
  readonly trace: Trace;
  readonly walking: Walking;
  readonly onSelect: (node: TraceNode) => void;
  /** Unfolds the block that a node stands for. */
  readonly onUnfold: (path: string) => void;
}

/** The network as boxes and arrows; a number flows along an arrow when its step is taken. */
export function Graph(
  { diagram, trace, walking, onSelect, onUnfold }: GraphProps,
) {
  const { see } = words.value;
  const { width, height, nodes, edges, blocks } = layOutDiagram(diagram);
  const tracedOf = ({ node }: PlacedNode) => nodeNamed(trace, node.name);
  const partOf = (placed: PlacedNode) => {
    const own = tracedOf(placed);
    return own && walking.part(own.name) ||
      walking.partWithin(placed.node.name);
  };
  const parts = nodes.map(partOf);
  const isLit = ({ from, to }: PlacedEdge) =>
    walking.active?.phase === "forward"
      ? parts[to] === "active" && parts[from] === "from"
      : parts[from] === "active" && parts[to] === "from";
  return (
    <div class="graph wide">
      <PictureFrame width={width} height={height} label={see.graph}>
        {blocks.map(({ name, x, y, width, height, titleX }, i) => (
          <g key={i} class="block">
            <rect x={x} y={y} width={width} height={height} rx={8} />
            <text x={titleX} y={y + 14}>{name}</text>
          </g>
        ))}
        {edges.map((edge, i) => (
          <Arrow
            key={i}
            edge={edge}
            isLit={isLit(edge)}
            walking={walking}
            from={tracedOf(nodes[edge.from])}
            to={tracedOf(nodes[edge.to])}
          />
        ))}
        {nodes.map((placed) => (
          <Box
            key={placed.node.name}
            placed={placed}
            part={parts[placed.node.id]}
            traced={tracedOf(placed)}
            walking={walking}
            onSelect={onSelect}
            onUnfold={onUnfold}
          />
        ))}
      </PictureFrame>
    </div>
  );
}

interface BoxProps {
  readonly placed: PlacedNode;
  readonly part: "active" | "from" | undefined;
  readonly traced: TraceNode | undefined;
  readonly walking: Walking;
  readonly onSelect: (node: TraceNode) => void;
  readonly onUnfold: (path: string) => void;
}

function Box(
  { placed, part, traced, walking, onSelect, onUnfold }: BoxProps,
) {
  const { shell, see } = words.value;
  const { node, lines, x, y, width, height } = placed;
  const press = () =>
    traced === undefined ? onUnfold(node.name) : onSelect(traced);
  const isKnown = (kind: string) =>
    traced === undefined ||
    (kind === "value"
      ? walking.hasValue(traced)
      : kind !== "gradient" || walking.hasGradient(traced));
  const shown = lines.map(({ words, kind }) =>
    isKnown(kind) ? words : `${words.split(" ")[0]} ·`
  );
  return (
    <g
      class={`box ${node.kind} ${part ?? ""}`}
      tabindex={0}
      role="button"
      aria-label={[
        ...traced === undefined ? [see.unfold(node.title)] : [],
        ...shown,
      ].join(shell.comma)}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        press();
      }}
    >
      <rect x={x} y={y} width={width} height={height} rx={6} />
      {lines.map(({ kind }, i) => (
        <Fragment key={i}>
          {/* A space keeps the words of two lines apart, where they are read. */}
          {i > 0 && " "}
          <text class={kind} x={x + width / 2} y={y + 18 + i * lineHeight}>
            {shown[i]}
          </text>
        </Fragment>
      ))}
    </g>
  );
}

interface ArrowProps {
  readonly edge: PlacedEdge;
  readonly isLit: boolean;
  readonly walking: Walking;
  readonly from: TraceNode | undefined;
  readonly to: TraceNode | undefined;
}

function Arrow({ edge, isLit, walking, from, to }: ArrowProps) {
  const { points, label } = edge;
  const path = curve(points);
  const phase = walking.active?.phase ?? "forward";
  const isForward = phase === "forward";
  const use = from?.uses.find(({ node }) => node === to?.name);
  const flowing = isForward ? from?.value : use?.product;
  return (
    <g class={`arrow ${isLit ? `lit ${phase}` : ""}`}>
      <path d={path} marker-end="url(#head)" />
      {label !== undefined && (
        <text x={label.x} y={label.y} text-anchor={label.anchor}>
          {label.words}
        </text>
      )}
      {isLit && flowing?.length === 1 && (
        <Flow
          key={walking.place}
          path={path}
          isForward={isForward}
          words={formatNumber(flowing[0], 3)}
        />
      )}
    </g>
  );
}

interface FlowProps {
  readonly path: string;
  readonly isForward: boolean;
  readonly words: string;
}

/** A number that moves along an arrow once. */
function Flow({ path, isForward, words }: FlowProps) {
  const motion = useRef<SVGAnimationElement>(null);
  useEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    motion.current?.setAttribute("path", path);
    motion.current?.beginElement();
  }, []);
  return (
    <text class={`flow ${isForward ? "value" : "gradient"}`} dy={-4}>
      {words}
      <animateMotion
        ref={motion}
        begin="indefinite"
        dur="0.7s"
        keyPoints={isForward ? "0;1" : "1;0"}
        keyTimes="0;1"
        calcMode="linear"
      />
    </text>
  );
}
