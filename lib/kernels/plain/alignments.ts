import { allocate, type Values } from "../../base/values.ts";

/** All ways through a matrix of logits, time × classes, that read as some labels. */
export interface Alignments {
  /** Reads an example; what follows is said of it. */
  read(logits: Values, labels: ArrayLike<number>): void;
  /** The logarithm of how likely the ways are together. */
  logLikelihood(): number;
  /** The derivative of its negative by the logits. */
  slopes(to: Values): void;
  /** How that changes along a direction of the logits. */
  slopesAlong(to: Values, direction: Values): void;
}

/** The numbers of an example, and the places that its ways go through. */
interface Trellis {
  /** The logarithms of softmax, time × classes, and how they change. */
  readonly logs: Float64Array;
  readonly logsBy: Float64Array;
  readonly classes: number;
  readonly blank: number;
  /** The class of each place. */
  readonly classOf: Float64Array;
  /** The most places, so that sums have as many numbers for each step. */
  readonly most: number;
  places: number;
}

/**
 * The sums over all ways, forward and backward (Graves et al., 2006, section 4.1).
 * A way goes through places: the labels, with a blank before, between and behind
 * them. At each step it stays, goes on by one, or leaves out a blank between unequal
 * labels. Everything is in logarithms; names that end in `By` are changes along a
 * direction.
 */
export function alignmentsOf(
  time: number,
  classes: number,
  blank: number,
): Alignments {
  const size = time * classes;
  const most = 2 * time + 1;
  const array = (length: number) => allocate("float64", length);
  const [logs, logsBy] = [array(size), array(size)];
  // Of each step and place, the ways that lead to it and those that begin there.
  const [to, toBy] = [array(time * most), array(time * most)];
  const [from, fromBy] = [array(time * most), array(time * most)];
  const classOf = array(most);
  const trellis: Trellis = {
    logs,
    logsBy,
    classOf,
    classes,
    blank,
    most,
    places: 0,
  };

  function leadTo(isAlong: boolean) {
    const by = isAlong ? toBy : undefined;
    begin(trellis, to, by, 0, 0);
    for (let t = 1; t < time; t++) addUp(trellis, to, by, t, -1);
  }

  function beginAt(isAlong: boolean) {
    const by = isAlong ? fromBy : undefined;
    begin(trellis, from, by, time - 1, trellis.places - 1);
    for (let t = time - 2; t >= 0; t--) addUp(trellis, from, by, t, 1);
  }

  /** The sum of all ways at the last step, and how it changes. */
  function total(): readonly [log: number, by: number] {
    const last = (time - 1) * most + trellis.places - 1;
    const ends = trellis.places > 1 ? [last, last - 1] : [last];
    const largest = Math.max(...ends.map((i) => to[i]));
    if (largest === -Infinity) return [largest, 0];
    let [sum, change] = [0, 0];
    for (const i of ends) {
      const share = Math.exp(to[i] - largest);
      sum += share;
      change += share * toBy[i];
    }
    return [largest + Math.log(sum), change / sum];
  }

  /** Visits how likely each place of a step is, and how that changes. */
  function visit(see: (i: number, share: number, change: number) => void) {
    const [log, by] = total();
    for (let t = 0; t < time; t++) {
      for (let s = 0; s < trellis.places; s++) {
        const i = t * classes + classOf[s];
        const at = t * most + s;
        // What cannot be is on no way.
        const share = logs[i] === -Infinity
          ? 0
          : Math.exp(to[at] + from[at] - logs[i] - log);
        see(i, share, share * (toBy[at] + fromBy[at] - logsBy[i] - by));
      }
    }
  }

  let read: Values = logs;
  return {
    read(logits, labels) {
      read = logits;
      trellis.places = 2 * labels.length + 1;
      for (let s = 0; s < trellis.places; s++) {
        classOf[s] = s % 2 === 0 ? blank : labels[(s - 1) / 2];
      }
      readLogs(trellis, logits);
      leadTo(false);
    },
    logLikelihood: () => total()[0],
    slopes(slopes) {
      beginAt(false);
      for (let i = 0; i < size; i++) slopes[i] = Math.exp(logs[i]);
      visit((i, share) => slopes[i] -= share);
    },
    slopesAlong(slopes, direction) {
      readLogs(trellis, read, direction);
      leadTo(true);
      beginAt(true);
      for (let i = 0; i < size; i++) slopes[i] = Math.exp(logs[i]) * logsBy[i];
      visit((i, _share, change) => slopes[i] -= change);
    },
  };
}

/** The logarithms of softmax of rows, and how they change along a direction. */
function readLogs(
  { logs, logsBy, classes }: Trellis,
  logits: Values,
  direction?: Values,
): void {
  for (let start = 0; start < logs.length; start += classes) {
    const end = start + classes;
    let largest = -Infinity;
    for (let i = start; i < end; i++) largest = Math.max(largest, logits[i]);
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp(logits[i] - largest);
    const log = Math.log(sum);
    for (let i = start; i < end; i++) logs[i] = logits[i] - largest - log;
    if (direction === undefined) continue;
    let mean = 0;
    for (let i = start; i < end; i++) {
      mean += Math.exp(logs[i]) * direction[i];
    }
    for (let i = start; i < end; i++) logsBy[i] = direction[i] - mean;
  }
}

/** Whether a way may go between a place and the one two before it. */
function skips({ classOf, blank }: Trellis, place: number): boolean {
  return place > 1 && classOf[place] !== blank &&
    classOf[place] !== classOf[place - 2];
}

/**
 * The sums at a step of those at the one before it on the way, which is `ahead` of
 * it: −1 for the ways that lead here, +1 for those that begin here.
 */
function addUp(
  trellis: Trellis,
  sums: Float64Array,
  by: Float64Array | undefined,
  t: number,
  ahead: 1 | -1,
): void {
  const { logs, logsBy, classes, classOf, most, places } = trellis;
  const here = t * most;
  const there = (t + ahead) * most;
  for (let s = 0; s < places; s++) {
    const i = t * classes + classOf[s];
    let largest = sums[there + s];
    const [one, two] = [s + ahead, s + 2 * ahead];
    const reach = one < 0 || one >= places
      ? 0
      : two >= 0 && two < places && skips(trellis, Math.max(s, two))
      ? 2
      : 1;
    for (let k = 1; k <= reach; k++) {
      largest = Math.max(largest, sums[there + s + k * ahead]);
    }
    let [sum, change] = [0, 0];
    for (let k = 0; k <= reach && largest !== -Infinity; k++) {
      const share = Math.exp(sums[there + s + k * ahead] - largest);
      sum += share;
      if (by !== undefined) change += share * by[there + s + k * ahead];
    }
    sums[here + s] = logs[i] + largest + Math.log(sum);
    if (largest === -Infinity) sums[here + s] = -Infinity;
    if (by === undefined) continue;
    by[here + s] = sum === 0 ? 0 : logsBy[i] + change / sum;
  }
}

/** The ends of all ways, the first two places or the last two. */
function begin(
  { logs, logsBy, classes, classOf, most, places }: Trellis,
  sums: Float64Array,
  by: Float64Array | undefined,
  t: number,
  first: number,
): void {
  sums.fill(-Infinity, t * most, t * most + places);
  by?.fill(0, t * most, t * most + places);
  for (const s of new Set([first, first === 0 ? 1 : first - 1])) {
    if (s < 0 || s >= places) continue;
    sums[t * most + s] = logs[t * classes + classOf[s]];
    if (by !== undefined) by[t * most + s] = logsBy[t * classes + classOf[s]];
  }
}
