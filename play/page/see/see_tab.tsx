import { nodeNamed } from "../../../dsl/trace/path.ts";
import { type NumberStory, storyOf } from "../../../dsl/trace/story.ts";
import {
  readSelection,
  type Selection,
  selectionText,
} from "../../model/selection.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { NodeTable } from "./node_table.tsx";
import { PathCard } from "./path_card.tsx";
import { Picture } from "./picture.tsx";
import { Scrubber } from "./scrubber.tsx";
import { StepCard } from "./step_card.tsx";
import { StoryCard } from "./story_card.tsx";

/** How a gradient comes about: the graph, step by step, and every number. */
export function SeeTab({ state }: TabProps) {
  const { shell, see } = words.value;
  const last = state.lastExercise.value;
  const trace = state.trace.value;
  const walking = state.walking.value;
  if (last === undefined || trace === undefined || walking === undefined) {
    return <p class="quiet">{shell.empty}</p>;
  }
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
        litOf={litOf}
        onSelect={select}
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
          aim={last.compiled.network.losses.length > 0 ? see.loss : see.output}
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
