import { NablaError } from "../../../lib/base/nabla_error.ts";
import { type Diagram, diagramOf } from "../../../dsl/drawing/diagram.ts";
import {
  blocksIn,
  type DiagramBlock,
  foldDiagram,
} from "../../../dsl/drawing/fold.ts";
import { nodeNamed } from "../../../dsl/trace/path.ts";
import { type NumberStory, storyOf } from "../../../dsl/trace/story.ts";
import type { Trace, TraceNode } from "../../../dsl/trace/trace.ts";
import {
  readSelection,
  type Selection,
  selectionText,
} from "../../model/selection.ts";
import { walkingAt } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import type { RunNetwork, TabProps } from "../state.ts";
import { Graph } from "./graph.tsx";
import { NodeTable } from "./node_table.tsx";
import { PathCard } from "./path_card.tsx";
import { Scrubber } from "./scrubber.tsx";
import { StepCard } from "./step_card.tsx";
import { StoryCard } from "./story_card.tsx";

/** Larger networks begin with their blocks folded. */
const mostBoxes = 30;

/** How a gradient comes about: the graph, step by step, and every number. */
export function SeeTab({ state }: TabProps) {
  const { shell, see } = words.value;
  const last = state.lastExercise.value;
  const trace = state.trace.value;
  if (last === undefined || trace === undefined) {
    return <p class="quiet">{shell.empty}</p>;
  }
  const walking = walkingAt(trace, state.part("place").value);
  const selection = readSelection(
    state.part("selected").value,
    (node) => nodeNamed(trace, node)?.shape,
  );
  const story = selection &&
    storyOf(last.compiled, last.exercise, selection.node, selection.entry);
  const select = (each: Selection) =>
    state.change({
      selected: selectionText(each, nodeNamed(trace, each.node)?.shape ?? []),
    });
  const litOf = litBy(selection, story);
  return (
    <>
      <Scrubber state={state} walking={walking} />
      <StepCard trace={trace} walking={walking} />
      <Picture
        state={state}
        run={last}
        trace={trace}
        walking={walking}
        onSelect={({ name }) =>
          select({ node: name, entry: 0, isGradient: false })}
      />
      <NodeTable
        nodes={trace.nodes}
        walking={walking}
        litOf={litOf}
        onSelect={select}
      />
      <PathCard trace={trace} />
      {selection !== undefined && story !== undefined && (
        <StoryCard
          story={story}
          selection={selection}
          aim={last.compiled.network.losses.length > 0 ? "loss" : see.output}
          isGiven={nodeNamed(trace, selection.node)?.from.length === 0}
          onSelect={select}
          onClose={() => state.change({ selected: "" })}
        />
      )}
    </>
  );
}

/** Which numbers take part in the one that is selected: the row and the column that meet. */
function litBy(
  selection: Selection | undefined,
  story: NumberStory | undefined,
): (each: Selection) => "selected" | "lit" | undefined {
  const keyOf = ({ node, entry, isGradient }: Selection) =>
    `${node} ${entry} ${isGradient}`;
  if (selection === undefined || story === undefined) return () => undefined;
  const { products, of, ways } = story;
  const values = selection.isGradient
    ? ways.flatMap(({ factors }) => factors)
    : [...products.flat(), ...of];
  const gradients = selection.isGradient
    ? ways.map(({ through }) => through)
    : [];
  const lit = new Set([
    ...values.map((each) => keyOf({ ...each, isGradient: false })),
    ...gradients.map((each) => keyOf({ ...each, isGradient: true })),
  ]);
  const selected = keyOf(selection);
  return (each) =>
    keyOf(each) === selected
      ? "selected"
      : lit.has(keyOf(each))
      ? "lit"
      : undefined;
}

interface PictureProps extends TabProps {
  readonly run: RunNetwork;
  readonly trace: Trace;
  readonly walking: ReturnType<typeof walkingAt>;
  readonly onSelect: (node: TraceNode) => void;
}

function Picture({ state, run, trace, walking, onSelect }: PictureProps) {
  const { see } = words.value;
  const { compiled, exercise } = run;
  const turned = new Set(state.part("folded").value);
  const whole = drawn(() => diagramOf(compiled, "", exercise));
  if (whole === undefined) return <p class="quiet">{see.tooLarge}</p>;
  const blocks = blocksIn(whole);
  const isLarge = whole.nodes.length > mostBoxes;
  const isFolded = (path: string) => isLarge !== turned.has(path);
  const turn = (path: string) =>
    state.change({
      folded: turned.has(path)
        ? [...turned].filter((each) => each !== path)
        : [...turned, path],
    });
  const open = blocks.filter(({ path }) =>
    !isFolded(path) && !isHidden(path, blocks, isFolded)
  );
  return (
    <>
      <Graph
        diagram={foldDiagram(whole, isFolded)}
        trace={trace}
        walking={walking}
        onSelect={onSelect}
        onUnfold={turn}
      />
      {open.length > 0 && (
        <p class="folds">
          {open.map(({ path }) => (
            <button
              key={path}
              type="button"
              onClick={() => turn(path)}
            >
              {see.fold(path)}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

/** Whether a block is within one that is folded. */
function isHidden(
  path: string,
  blocks: readonly DiagramBlock[],
  isFolded: (path: string) => boolean,
): boolean {
  return blocks.some((each) =>
    path.startsWith(`${each.path}.`) && isFolded(each.path)
  );
}

/** A diagram, unless it is too large for a picture. */
function drawn(draw: () => Diagram): Diagram | undefined {
  try {
    return draw();
  } catch (error) {
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}
