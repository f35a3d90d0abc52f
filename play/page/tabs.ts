import type { ComponentType } from "preact";
import type { TabName } from "../model/session.ts";
import { LearnTab } from "./learn/learn_tab.tsx";
import { ProveTab } from "./prove/prove_tab.tsx";
import { SeeTab } from "./see/see_tab.tsx";
import type { TabProps } from "./state.ts";
import { TrainTab } from "./train/train_tab.tsx";

/** A tab of the page. */
export interface Tab {
  /** Its name in sessions, and the key of its words. */
  readonly name: TabName;
  /** What it shows. */
  readonly component: ComponentType<TabProps>;
  /** Whether it has the page for itself, without the text beside it. */
  readonly isAlone?: boolean;
}

/** The tabs in their order. */
export const tabs: readonly Tab[] = [
  { name: "see", component: SeeTab },
  { name: "prove", component: ProveTab },
  { name: "train", component: TrainTab },
  { name: "learn", component: LearnTab, isAlone: true },
];
