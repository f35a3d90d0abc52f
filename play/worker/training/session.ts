/**
 * Carries out the orders of the page, one training at a time: steps in short slices,
 * so that an order is heard within milliseconds, and at most one picture a frame.
 *
 * @module
 */

import type { Order, Report, TrainRequest } from "../messages.ts";
import { createTrainer, Diverged, refusalOf, type Trainer } from "./trainer.ts";

/** How long steps are taken before orders are heard, in milliseconds. */
const slice = 7;

/** So many pictures may be on their way to the page. */
const mostPictures = 2;

/** What a session stands on. */
export interface SessionWorld {
  /** The time in milliseconds. */
  now(): number;
  /** Lets orders have their turn. */
  breathe(): Promise<void>;
  tell(report: Report): void;
}

/** What changes in a session. */
interface Live extends SessionWorld {
  /** The number of the training. */
  run: number;
  /** Absent until it is prepared. */
  trainer: Trainer | undefined;
  /** How far it goes; undefined while it rests. */
  goal: "pause" | "step" | "epoch" | undefined;
  isRunning: boolean;
  /** Steps between two pictures; 0 for as many as can be. */
  speed: number;
  watched: readonly string[];
  /** How many more pictures may be sent. */
  room: number;
  /** Wakes what waits for room. */
  wake(): void;
}

/** Makes what carries out orders. */
export function createSession(world: SessionWorld) {
  const live: Live = {
    ...world,
    run: 0,
    trainer: undefined,
    goal: undefined,
    isRunning: false,
    speed: 0,
    watched: [],
    room: mostPictures,
    wake() {},
  };
  return { obey: (order: Order) => obey(live, order) };
}

async function obey(live: Live, order: Order): Promise<void> {
  switch (order.kind) {
    case "start":
      return await start(live, order.run, order.request);
    case "go":
      if (live.trainer === undefined) return;
      live.goal = order.until;
      return live.isRunning ? undefined : await goOn(live);
    case "pause":
      live.goal = undefined;
      return live.wake();
    case "speed":
      live.speed = order.steps;
      return;
    case "watch":
      live.watched = order.paths;
      if (live.goal === undefined) show(live);
      return;
    case "drawn":
      live.room = Math.min(live.room + 1, mostPictures);
      return live.wake();
    case "take":
      return take(live, order.what);
  }
}

async function start(
  live: Live,
  run: number,
  request: TrainRequest,
): Promise<void> {
  Object.assign(live, {
    run,
    trainer: undefined,
    goal: undefined,
    isRunning: false,
    room: mostPictures,
  });
  live.wake();
  try {
    const trainer = await createTrainer(request, {
      now: live.now,
      onColumns: (columns) => {
        if (run === live.run) live.tell({ kind: "columns", run, columns });
      },
    });
    if (run !== live.run) return;
    live.trainer = trainer;
    live.tell({ kind: "ready", run, facts: trainer.facts });
    show(live);
  } catch (error) {
    if (run === live.run) refuse(live, error);
  }
}

/** Takes steps and shows pictures until its goal is reached. */
async function goOn(live: Live): Promise<void> {
  const { run } = live;
  live.isRunning = true;
  try {
    while (run === live.run && live.goal !== undefined) {
      await takeSlice(live, run);
      await live.breathe();
      if (run === live.run && live.speed > 0) await forRoom(live);
      const isDue = live.room > 0 || live.goal === undefined;
      if (run === live.run && isDue) show(live);
    }
    if (run === live.run) live.tell({ kind: "paused", run });
  } catch (error) {
    if (run !== live.run) return;
    live.goal = undefined;
    if (error instanceof Diverged) {
      show(live);
      live.tell({ kind: "diverged", run, message: error.message });
    } else refuse(live, error);
  } finally {
    if (run === live.run) live.isRunning = false;
  }
}

/** Steps for some milliseconds, or as many as the speed says. */
async function takeSlice(live: Live, run: number): Promise<void> {
  const end = live.now() + slice;
  for (let taken = 0; run === live.run && live.goal && live.now() < end;) {
    const isEpoch = await live.trainer?.step();
    if (live.goal === "step" || live.goal === "epoch" && isEpoch) {
      live.goal = undefined;
    }
    if (++taken === live.speed) return;
  }
}

/** Waits until the page has drawn enough. */
async function forRoom(live: Live): Promise<void> {
  if (live.room > 0) return;
  await new Promise<void>((resolve) => live.wake = resolve);
}

function show(live: Live): void {
  const { trainer, watched, run } = live;
  if (trainer === undefined) return;
  live.room--;
  live.tell({ kind: "picture", run, picture: trainer.picture(watched) });
}

function refuse(live: Live, error: unknown): void {
  live.trainer = undefined;
  live.tell({ kind: "refused", run: live.run, refusal: refusalOf(error) });
}

function take({ trainer, run, tell }: Live, what: "numbers" | "file"): void {
  if (trainer === undefined) return;
  try {
    tell(
      what === "file"
        ? { kind: "file", run, bytes: trainer.file() }
        : { kind: "numbers", run, taken: trainer.numbers() },
    );
  } catch (error) {
    tell({ kind: "refused", run, refusal: refusalOf(error) });
  }
}
