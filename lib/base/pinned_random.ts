import type { Random } from "./random.ts";

/** A stream that can be rewound, so that a layer that draws numbers draws the same ones on every forward. */
export interface PinnedRandom extends Random {
  /** Starts again, and so do all streams forked from this one. */
  rewind(): void;
  fork(label: string): PinnedRandom;
}

export function pinnedRandom(begin: () => Random): PinnedRandom {
  let stream = begin();
  let isMoved = false;
  const forks = new Map<string, PinnedRandom>();
  const moved = () => {
    isMoved = true;
    return stream;
  };
  return {
    uniform: () => moved().uniform(),
    normal: () => moved().normal(),
    integer: (bound) => moved().integer(bound),
    fork(label) {
      const known = forks.get(label) ??
        pinnedRandom(() => begin().fork(label));
      forks.set(label, known);
      return known;
    },
    save: () => stream.save(),
    load: (state) => moved().load(state),
    rewind() {
      if (isMoved) stream = begin();
      isMoved = false;
      for (const fork of forks.values()) fork.rewind();
    },
  };
}
