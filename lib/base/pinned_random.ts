import type { Random } from "./random.ts";

/** A stream that can be rewound, so that a layer that draws numbers draws the same ones on every forward. */
export interface PinnedRandom extends Random {
  /** Starts again, and so do all streams forked from this one. */
  rewind(): void;
  fork(label: string): PinnedRandom;
}

/** @param onMove called when this stream, or one that is forked from it, leaves its beginning. */
export function pinnedRandom(
  begin: () => Random,
  onMove: () => void = () => {},
): PinnedRandom {
  // Of a network's thousands of steps, each with a stream and rewound at every
  // forward, few draw.
  let stream: Random | undefined;
  let forks: Map<string, PinnedRandom> | undefined;
  let movedForks: Set<PinnedRandom> | undefined;
  const moved = () => {
    if (stream === undefined) onMove();
    return stream ??= begin();
  };
  return {
    uniform: () => moved().uniform(),
    fill: (values) => moved().fill(values),
    normal: () => moved().normal(),
    integer: (bound) => moved().integer(bound),
    fork(label) {
      const known = forks?.get(label);
      if (known !== undefined) return known;
      const fork = pinnedRandom(() => begin().fork(label), () => {
        (movedForks ??= new Set()).add(fork);
        onMove();
      });
      (forks ??= new Map()).set(label, fork);
      return fork;
    },
    save: () => (stream ?? begin()).save(),
    load: (state) => moved().load(state),
    rewind() {
      stream = undefined;
      movedForks?.forEach((fork) => fork.rewind());
      movedForks = undefined;
    },
  };
}
