import { useState } from "preact/hooks";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { TrainCommandLine } from "./train_command_line.tsx";
import { Controls, Standing } from "./controls.tsx";
import { DataSettings } from "./data_settings.tsx";
import { Obstacles } from "./obstacles.tsx";
import { LayerPictures, Pictures } from "./pictures.tsx";
import { Settings } from "./settings.tsx";
import { Taking } from "./taking.tsx";
import { type Training, trainingOf } from "./training.ts";
import { Watching } from "./watching.tsx";

/** The network, trained in front of one's eyes. */
export function TrainTab({ state }: TabProps) {
  const { train } = words.value;
  const training = trainingOf(state);
  const [isOver, setOver] = useState(false);
  return (
    <div
      class={`train ${isOver ? "drop" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer?.files ?? [];
        if (file !== undefined) training.open(file);
      }}
    >
      <Controls state={state} training={training} />
      <Standing training={training} />
      <DataSettings state={state} training={training} />
      <Settings state={state} />
      <TrainCommandLine state={state} training={training} />
      <Obstacles state={state} training={training} />
      <Found training={training} />
      <Pictures training={training} />
      <Taking state={state} training={training} />
      <LayerPictures training={training} />
      <Watching state={state} training={training} />
      <p class="quiet">{train.dropSay}</p>
    </div>
  );
}

/** What is learned from what, and what is worth a word. */
function Found({ training }: { readonly training: Training }) {
  const { train } = words.value;
  const facts = training.facts.value;
  if (facts === undefined) return null;
  const { examples, validation, notes, doubts, parameters } = facts;
  return (
    <>
      <p class="quiet">{train.counts(examples, validation, parameters)}</p>
      {[...notes, ...doubts].map((line) => (
        <p key={line} class="quiet">{line}</p>
      ))}
    </>
  );
}
