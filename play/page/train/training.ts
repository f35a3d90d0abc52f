/**
 * The training of the page: it asks the worker for what the session says, and keeps
 * what it tells.
 *
 * @module
 */

import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  signal,
} from "@preact/signals";
import { isCompiled } from "../../../dsl/exercise/exercise.ts";
import { isInputOpen } from "../../../dsl/compiler/open_input.ts";
import type { DataChoice } from "../../model/session.ts";
import { usualData } from "../../model/usual_data.ts";
import type {
  Facts,
  Refusal,
  TakenNumbers,
  TrainRequest,
} from "../../worker/messages.ts";
import type { PageState } from "../state.ts";
import { createLink, type Link, type RunReport } from "./link.ts";
import { createProgress, type Progress } from "./progress.ts";

/** How a training stands. */
export type Status =
  /** The text has mistakes, or no loss, or there is no data: nothing can be asked for. */
  | "waiting"
  | "preparing"
  | "paused"
  | "running"
  | "refused"
  | "diverged"
  /** The worker failed. */
  | "dead";

/** The training of a page. */
export interface Training extends Progress {
  readonly status: ReadonlySignal<Status>;
  readonly data: ReadonlySignal<DataChoice | undefined>;
  /** Whether the data is a file that has to be dropped again. */
  readonly lacksFile: ReadonlySignal<boolean>;
  readonly columns: ReadonlySignal<readonly string[]>;
  readonly facts: ReadonlySignal<Facts | undefined>;
  readonly refusal: ReadonlySignal<Refusal | undefined>;
  go(until: "pause" | "step" | "epoch"): void;
  pause(): void;
  restart(): void;
  /** Reads a file that was dropped or chosen. */
  open(file: File): void;
  /** What was learned, as numbers for the text. */
  numbers(): Promise<TakenNumbers | undefined>;
  /** The same as a file. */
  file(): Promise<Blob | undefined>;
}

/** A text that is being typed is asked for when it has rested so long, in milliseconds. */
const rest = 200;

const trainings = new WeakMap<PageState, Training>();

/** The training of a page, the same whenever it is asked for. */
export function trainingOf(state: PageState): Training {
  const known = trainings.get(state) ?? createTraining(state);
  trainings.set(state, known);
  return known;
}

function createTraining(state: PageState): Training {
  const status = signal<Status>("waiting");
  const columns = signal<readonly string[]>([]);
  const facts = signal<Facts | undefined>(undefined);
  const refusal = signal<Refusal | undefined>(undefined);
  const file = signal<File | undefined>(undefined);
  const { clear, add, settle, ...progress } = createProgress();
  const { data, lacksFile, wanted } = wantedOf(state, file);
  const { link, taken } = createLink({
    onReport,
    onDeath: (message) => end("dead", { message }),
  });
  let run = 0;
  let goesOn = false;

  function start(): void {
    const request = wanted.peek();
    run++;
    link.post({ kind: "pause" });
    batch(() => {
      status.value = request === undefined ? "waiting" : "preparing";
      refusal.value = undefined;
      // While a text has a mistake, what was learned before stays to be seen.
      if (state.isStale.peek()) return;
      if (request === undefined) facts.value = undefined;
      clear();
    });
    if (request === undefined) return;
    link.post({ kind: "start", run, request });
    link.post({ kind: "watch", paths: state.part("watched").peek() });
  }

  function end(how: Status, why: Refusal): void {
    goesOn = false;
    batch(() => {
      // What was known is of what was asked for before.
      if (status.peek() === "preparing") facts.value = undefined;
      refusal.value = why;
      status.value = how;
    });
  }

  function onReport(report: RunReport): void {
    if (report.run !== run) return;
    switch (report.kind) {
      case "columns":
        columns.value = report.columns;
        return;
      case "ready":
        batch(() => {
          facts.value = report.facts;
          status.value = "paused";
        });
        if (goesOn) training.go("pause");
        return;
      case "picture":
        return add(report.picture, facts.peek(), status.peek() === "running");
      case "paused":
        status.value = "paused";
        return settle();
      case "refused":
        return end("refused", report.refusal);
      case "diverged":
        end("diverged", { message: report.message });
        return settle();
    }
  }

  const training: Training = {
    ...progress,
    status,
    data,
    lacksFile,
    columns,
    facts,
    refusal,
    go(until) {
      goesOn = until === "pause";
      if (status.peek() !== "paused" && status.peek() !== "running") return;
      status.value = "running";
      link.post({ kind: "go", until });
    },
    pause() {
      goesOn = false;
      link.post({ kind: "pause" });
    },
    restart() {
      goesOn = false;
      start();
    },
    open(opened) {
      batch(() => {
        file.value = opened;
        columns.value = [];
        const before = state.part("data").peek();
        const table = before?.kind === "csv" && before.name === opened.name
          ? { table: before.table }
          : {};
        state.change({ data: { kind: "csv", name: opened.name, ...table } });
      });
    },
    numbers: () => taken("numbers", () => run),
    file: () => taken("file", () => run),
  };
  followSession(state, { training, link, wanted, start });
  return training;
}

/** What a session asks for. */
function wantedOf(state: PageState, file: ReadonlySignal<File | undefined>) {
  const data = computed(() => {
    const { network } = state.compiled.value;
    return state.part("data").value ?? (network && usualData(network));
  });
  const lacksFile = computed(() =>
    data.value?.kind === "csv" && file.value?.name !== data.value.name
  );
  /** Undefined where something is missing. */
  const wanted = computed((): TrainRequest | undefined => {
    const compiled = state.compiled.value;
    const isReady = isCompiled(compiled)
      ? compiled.network.losses.length > 0
      : isInputOpen(compiled);
    if (!isReady || data.value === undefined || lacksFile.value) return;
    const { speed: _, ...training } = state.part("training").value;
    return {
      text: compiled.text,
      seed: state.part("seed").value,
      data: data.value,
      file: data.value.kind === "csv" ? file.value : undefined,
      training,
    };
  });
  return { data, lacksFile, wanted };
}

/** Starts again where the session asks for something else, while Train is open. */
function followSession(
  state: PageState,
  { training, link, wanted, start }: {
    readonly training: Training;
    readonly link: Link;
    readonly wanted: ReadonlySignal<TrainRequest | undefined>;
    start(): void;
  },
): void {
  const isOpen = computed(() => state.part("tab").value === "train");
  const key = computed(() => JSON.stringify(wanted.value) ?? "");
  let asked: readonly [string, Blob | undefined] | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const now = [key.value, wanted.value?.file] as const;
    if (!isOpen.value) return;
    if (asked?.every((each, i) => each === now[i])) return;
    const isFirst = asked === undefined;
    asked = now;
    clearTimeout(timer);
    if (isFirst || now[0] === "") start();
    else timer = setTimeout(start, rest);
  });
  effect(() => {
    if (!isOpen.value) training.pause();
  });
  effect(() =>
    link.post({ kind: "speed", steps: state.part("training").value.speed })
  );
  effect(() =>
    link.post({ kind: "watch", paths: state.part("watched").value })
  );
}
