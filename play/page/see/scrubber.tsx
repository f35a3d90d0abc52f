import { useEffect, useState } from "preact/hooks";
import type { Walking } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import { Icon } from "./icons.tsx";
import type { TabProps } from "../state.ts";

/** How long each step is shown while the walk plays. */
const pace = 1400;

/** Goes through the steps: forward and then backward. */
export function Scrubber(
  { state, walking }: TabProps & { readonly walking: Walking },
) {
  const { see } = words.value;
  const [isPlaying, setPlaying] = useState(false);
  const { steps, place, active } = walking;
  const isEnd = place === steps.length;
  const go = (to: number) => state.change({ place: to });
  useEffect(() => {
    if (!isPlaying) return;
    if (isEnd) return setPlaying(false);
    const timer = setTimeout(() => go(place + 1), pace);
    return () => clearTimeout(timer);
  }, [isPlaying, place]);
  return (
    <div class="scrubber" role="group" aria-label={see.walk}>
      <button
        type="button"
        aria-label={see.first}
        title={see.first}
        disabled={place === 0}
        onClick={() => go(0)}
      >
        <Icon name="first" />
      </button>
      <button
        type="button"
        aria-label={see.back}
        title={see.back}
        disabled={place === 0}
        onClick={() => go(place - 1)}
      >
        <Icon name="back" />
      </button>
      <input
        type="range"
        min={0}
        max={steps.length}
        value={place}
        aria-label={see.walk}
        aria-valuetext={positionOf(walking)}
        onInput={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <button
        type="button"
        aria-label={see.next}
        title={see.next}
        disabled={isEnd}
        onClick={() => go(place + 1)}
      >
        <Icon name="next" />
      </button>
      <button
        type="button"
        onClick={() => {
          if (isEnd) go(1);
          setPlaying(!isPlaying);
        }}
      >
        {isPlaying ? see.pause : see.play}
      </button>
      <span class={active === undefined ? "quiet" : active.phase}>
        {positionOf(walking)}
      </span>
    </div>
  );
}

function positionOf({ steps, place, active }: Walking): string {
  const { see } = words.value;
  return active === undefined
    ? see.all
    : see.position(place, steps.length, see[active.phase]);
}
