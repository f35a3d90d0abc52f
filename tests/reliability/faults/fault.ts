import type { Refusal } from "./refusals.ts";

/** What happens instead of a call, or to what it gives. */
export type Mishap =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** There is no such file, or it ends before its end, or its bytes are others, or Ctrl-C is pressed. */
  | {
    readonly kind: "missing" | "short" | "changed" | "held" | "dies" | "Ctrl-C";
  };

/** A call that fails. */
export interface Fault {
  /** `readFile`, `openFile.read` */
  readonly call: string;
  /** The Nth of its kind, from 1. */
  readonly number: number;
  readonly mishap: Mishap;
}

/** A mishap for each refusal. */
export function refused(refusals: readonly Refusal[]): readonly Mishap[] {
  return refusals.map((refusal) => ({ kind: "refused", refusal }));
}

/** Counts calls, and lets a fault happen. */
export interface Meeting {
  /** Counts a call; throws, or gives the mishap, where it is the one that fails. */
  call(call: string, what: string): Mishap | undefined;
  /** How often each kind of call was made. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the call that failed was about; undefined where it was not met. */
  subject(): string | undefined;
}

/** @param fault undefined: none. */
export function meeting(fault: Fault | undefined): Meeting {
  const counts = new Map<string, number>();
  let subject: string | undefined;
  return {
    call(call, what) {
      const count = (counts.get(call) ?? 0) + 1;
      counts.set(call, count);
      if (fault?.call !== call || fault.number !== count) return undefined;
      subject = what;
      const { mishap } = fault;
      if (mishap.kind === "refused") throw mishap.refusal.make(what);
      return mishap;
    },
    counts,
    subject: () => subject,
  };
}
