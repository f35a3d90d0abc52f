import type { OptionUse } from "../../../lib/base/advice.ts";
import { isCompiled } from "../../../dsl/exercise/exercise.ts";
import { isInputOpen } from "../../../dsl/compiler/open_input.ts";
import { writeOption } from "../../../dsl/typesetting/option_words.ts";
import { lossOffers } from "../../model/loss_offers.ts";
import { withAdvice } from "../../model/table_choice.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import type { Training } from "./training.ts";

interface ObstaclesProps extends TabProps {
  readonly training: Training;
}

/** What keeps the text from being trained, with ways out. */
export function Obstacles({ state, training }: ObstaclesProps) {
  const { train } = words.value;
  const compiled = state.compiled.value;
  const data = training.data.value;
  if (!isCompiled(compiled) && !isInputOpen(compiled)) {
    return <p class="obstacle refusal">{train.mistakes}</p>;
  }
  if (compiled.network?.losses.length === 0) {
    return (
      <div class="obstacle">
        <p>{train.noLoss}</p>
        <p class="controls">
          {lossOffers(compiled).map(({ steps, use, text }) => (
            <button
              key={steps}
              type="button"
              onClick={() => state.change({ text })}
            >
              <code>-&gt; {steps}</code> {train.lossFor[use]}
            </button>
          ))}
        </p>
      </div>
    );
  }
  if (data === undefined) return <p class="obstacle">{train.noData}</p>;
  if (training.lacksFile.value) {
    return <p class="obstacle">{train.dropAgain(data.name)}</p>;
  }
  return <Refused state={state} training={training} />;
}

/** A refusal with its advice; an option of a table can be taken at once. */
function Refused({ state, training }: ObstaclesProps) {
  const { train } = words.value;
  const refusal = training.refusal.value;
  const data = training.data.value;
  if (refusal === undefined) return null;
  const isDead = training.status.value === "dead";
  const { message, help = [] } = refusal;
  const parts = typeof help === "string" ? [help] : help;
  const uses = parts.filter((part) => typeof part !== "string");
  const take = (use: OptionUse) => {
    if (data?.kind !== "csv") return undefined;
    const table = withAdvice(data.table ?? {}, use);
    return table && (() => state.change({ data: { ...data, table } }));
  };
  return (
    <div class="obstacle" role="alert">
      <p class="refusal">{isDead ? train.dead(message) : message}</p>
      {parts.length > 0 && (
        <p>
          {parts.map((part, i) =>
            typeof part === "string"
              ? part
              : <code key={i}>{writeOption(part)}</code>
          )}
        </p>
      )}
      <p class="controls">
        {uses.map((use, i) => {
          const onClick = take(use);
          return onClick && (
            <button key={i} type="button" onClick={onClick}>
              {train.takeOption(writeOption(use))}
            </button>
          );
        })}
      </p>
    </div>
  );
}
