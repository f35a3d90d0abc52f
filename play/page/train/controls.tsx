import { useEffect, useRef } from "preact/hooks";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import type { Training } from "./training.ts";

interface ControlsProps extends TabProps {
  readonly training: Training;
}

/** Steps between two pictures, from slow to fast; 0 for as many as can be. */
const speeds = [1, 10, 100, 0];

/** A screen reader hears so often how it goes, in milliseconds. */
const pace = 5000;

/** Begins, pauses and goes on. */
export function Controls({ state, training }: ControlsProps) {
  const { train } = words.value;
  const status = training.status.value;
  const isRunning = status === "running";
  const canGo = status === "paused";
  const { speed, ...settings } = state.part("training").value;
  return (
    <div class="controls" role="group" aria-label={train.controls}>
      <button
        type="button"
        class="main"
        disabled={!canGo && !isRunning}
        onClick={() => isRunning ? training.pause() : training.go("pause")}
      >
        {isRunning ? train.pause : train.play}
      </button>
      <button
        type="button"
        disabled={!canGo}
        onClick={() => training.go("step")}
      >
        {train.oneStep}
      </button>
      <button
        type="button"
        disabled={!canGo}
        onClick={() => training.go("epoch")}
      >
        {train.oneEpoch}
      </button>
      <button
        type="button"
        disabled={status === "waiting" || status === "preparing"}
        onClick={() => training.restart()}
      >
        {train.restart}
      </button>
      <label class="field">
        {train.speed}
        <select
          value={speed}
          onChange={({ currentTarget: { value } }) =>
            state.change({ training: { ...settings, speed: Number(value) } })}
        >
          {[...new Set([...speeds, speed])].map((each) => (
            <option key={each} value={each}>{train.speedOf(each)}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** How it stands, in words. */
export function Standing({ training }: { readonly training: Training }) {
  const { train } = words.value;
  const status = training.status.value;
  const picture = training.picture.value;
  const said = `${train.status[status]} ${standingWords(training)}`;
  const heard = useRef<HTMLParagraphElement>(null);
  const latest = useRef(said);
  latest.current = said;
  useEffect(() => {
    const tell = () => {
      if (heard.current !== null) heard.current.textContent = latest.current;
    };
    tell();
    const timer = status === "running" ? setInterval(tell, pace) : undefined;
    return () => clearInterval(timer);
  }, [status]);
  return (
    <>
      <p class="standing">
        <strong>{train.status[status]}</strong>{" "}
        {picture !== undefined && standingWords(training)}
      </p>
      <p class="out-of-sight" role="status" ref={heard} />
    </>
  );
}

function standingWords({ picture, facts, epochs }: Training): string {
  const { shell, train } = words.value;
  const now = picture.value;
  if (now === undefined) return "";
  const [loss, trialLoss, ...others] = epochs.last() ?? [now.loss];
  const measured: (readonly [string, number | undefined])[] = [
    [train.loss, loss],
    ...facts.value?.metrics.map((name, i) => [name, others[2 * i]] as const) ??
      [],
    [train.ofValidation(train.loss), trialLoss],
    ...facts.value?.metrics.map((name, i) =>
      [train.ofValidation(name), others[2 * i + 1]] as const
    ) ?? [],
  ];
  return [
    train.epoch(now.epoch),
    train.step(now.step),
    ...measured.flatMap(([name, value]) =>
      value === undefined || Number.isNaN(value)
        ? []
        : [`${name} ${formatNumber(value, 4)}`]
    ),
  ].join(shell.comma);
}
