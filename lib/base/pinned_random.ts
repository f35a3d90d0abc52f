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
  let stream = begin();
  let isMoved = false;
  const forks = new Map<string, PinnedRandom>();
  // Networks of thousands of steps, of which few draw, are rewound at every forward.
  const movedForks = new Set<PinnedRandom>();
  const moved = () => {
    if (!isMoved) onMove();
    isMoved = true;
    return stream;
  };
  return {
    uniform: () => moved().uniform(),
    normal: () => moved().normal(),
    integer: (bound) => moved().integer(bound),
    fork(label) {
      const known = forks.get(label);
      if (known !== undefined) return known;
      const fork = pinnedRandom(() => begin().fork(label), () => {
        movedForks.add(fork);
        onMove();
      });
      forks.set(label, fork);
      return fork;
    },
    save: () => stream.save(),
    load: (state) => moved().load(state),
    rewind() {
      if (isMoved) stream = begin();
      isMoved = false;
      for (const fork of movedForks) fork.rewind();
      movedForks.clear();
    },
  };
}
