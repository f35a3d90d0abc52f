import { useMemo } from "preact/hooks";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { type Diagram, diagramOf } from "../../../dsl/drawing/diagram.ts";
import {
  blocksIn,
  type DiagramBlock,
  foldDiagram,
} from "../../../dsl/drawing/fold.ts";
import { layOutNeurons } from "../../../dsl/drawing/neuron_layout.ts";
import { pictureNames } from "../../model/session.ts";
import { words } from "../preferences.ts";
import type { RunNetwork, TabProps } from "../state.ts";
import { Graph } from "./graph.tsx";
import { Neurons, type SelectableProps } from "./neurons.tsx";

/** Larger networks begin with their blocks folded. */
const mostBoxes = 30;

interface PictureProps extends TabProps, SelectableProps {
  readonly run: RunNetwork;
}

/** The network: as neurons, where it is a small chain of them and the reader wants it so, else as boxes. */
export function Picture(props: PictureProps) {
  const { see } = words.value;
  const { state, run } = props;
  const neurons = useMemo(
    () => layOutNeurons(run.compiled, run.exercise),
    [run],
  );
  if (neurons === undefined) return <Boxes {...props} />;
  const chosen = state.part("picture").value;
  return (
    <>
      <div class="switch" role="group" aria-label={see.picture}>
        {pictureNames.map((picture) => (
          <button
            key={picture}
            type="button"
            aria-pressed={picture === chosen}
            onClick={() => state.change({ picture })}
          >
            {see[picture]}
          </button>
        ))}
      </div>
      {chosen === "boxes"
        ? <Boxes {...props} />
        : <Neurons {...props} layout={neurons} />}
    </>
  );
}

function Boxes({ state, run, trace, walking, onSelect }: PictureProps) {
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
        onSelect={({ name }) =>
          onSelect({ node: name, entry: 0, isGradient: false })}
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
