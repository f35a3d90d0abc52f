import { batch } from "@preact/signals";
import type { Order, Report, TakenNumbers } from "../../worker/messages.ts";
import { language } from "../preferences.ts";

/** What is told of a training. */
export type RunReport = Exclude<Report, { kind: "awake" }>;

/** Who hears of what the worker tells. */
export interface LinkOptions {
  onReport(report: RunReport): void;
  onDeath(message: string): void;
}

/** The way to the worker. */
export interface Link {
  post(order: Order): void;
}

/** The worker, made when it is first needed; orders wait until it is awake, pictures for a frame, and the worker for these. */
export function createLink({ onReport, onDeath }: LinkOptions) {
  let worker: Worker | undefined;
  let speed: Order | undefined;
  /** Undefined once it is awake. */
  let orders: Order[] | undefined;
  let pictures: RunReport[] = [];
  let waiting: { kind: string; settle(report: RunReport | undefined): void }[] =
    [];

  function draw(): void {
    const all = pictures;
    pictures = [];
    batch(() => all.forEach(onReport));
    for (const _ of all) link.post({ kind: "drawn" });
  }

  function make(): Worker {
    const made = new Worker(new URL("worker.js", import.meta.url), {
      type: "module",
      name: language,
    });
    made.onmessage = ({ data: report }: MessageEvent<Report>) => {
      if (report.kind === "awake") {
        for (const order of orders ?? []) made.postMessage(order);
        orders = undefined;
        return;
      }
      if (report.kind === "picture") {
        if (pictures.push(report) === 1) requestAnimationFrame(draw);
        return;
      }
      // What comes after a picture is told after it.
      if (pictures.length > 0) draw();
      waiting = waiting.filter((each) => {
        const isIt = each.kind === report.kind || report.kind === "refused";
        if (isIt) each.settle(report);
        return !isIt;
      });
      onReport(report);
    };
    made.onerror = (event) => {
      event.preventDefault();
      made.terminate();
      worker = undefined;
      for (const { settle } of waiting.splice(0)) settle(undefined);
      onDeath(event.message);
    };
    return made;
  }

  const link: Link = {
    post(order: Order): void {
      if (order.kind === "speed") speed = order;
      if (worker === undefined) {
        // Nobody is there to be told anything else.
        if (order.kind !== "start") return;
        worker = make();
        orders = speed === undefined ? [] : [speed];
      }
      if (orders === undefined) worker.postMessage(order);
      else orders.push(order);
    },
  };

  /** Asks for what was learned; undefined where it cannot be had. */
  async function taken<Kind extends "numbers" | "file">(
    kind: Kind,
    run: () => number,
  ) {
    if (worker === undefined) return undefined;
    const report = await new Promise<RunReport | undefined>((settle) => {
      waiting.push({ kind, settle });
      link.post({ kind: "take", what: kind });
    });
    if (report?.kind !== kind || report.run !== run()) {
      return undefined;
    }
    return (report.kind === "numbers" ? report.taken : report.bytes) as
      | (Kind extends "numbers" ? TakenNumbers : Blob)
      | undefined;
  }
  return { link, taken };
}
