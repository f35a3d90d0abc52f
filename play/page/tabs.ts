import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { TabName } from "../model/session.ts";
import { loadMoreStyles } from "./more_styles.ts";
import { loadSection } from "./preferences.ts";
import { SeeTab } from "./see/see_tab.tsx";
import type { TabProps } from "./state.ts";

/** A tab of the page. */
export interface Tab {
  /** Its name in sessions, and the key of its words. */
  readonly name: TabName;
  /** Whether it has the page for itself, without the text beside it. */
  readonly isAlone?: boolean;
  /** Loads what it shows. */
  load(): Promise<ComponentType<TabProps>>;
}

/** The tabs in their order. See is in the page from the start, as most begin with it; the others come when they are opened. */
export const tabs: readonly Tab[] = [
  { name: "see", load: () => Promise.resolve(SeeTab) },
  {
    name: "prove",
    load: async () => {
      await loadSection("prove");
      return (await import("./prove/prove_tab.tsx")).ProveTab;
    },
  },
  {
    name: "train",
    load: async () => {
      const [{ TrainTab }] = await Promise.all([
        import("./train/train_tab.tsx"),
        loadSection("train"),
        loadMoreStyles(),
      ]);
      return TrainTab;
    },
  },
  {
    name: "learn",
    isAlone: true,
    load: async () => {
      const [{ LearnTab, loadCourse }] = await Promise.all([
        import("./learn/learn_tab.tsx"),
        loadSection("learn"),
        loadMoreStyles(),
      ]);
      await loadCourse();
      return LearnTab;
    },
  },
];

const loaded = signal<ReadonlyMap<TabName, ComponentType<TabProps>>>(
  new Map([["see", SeeTab]]),
);

/** What a tab shows; undefined until it is loaded. */
export function shownBy({ name }: Tab): ComponentType<TabProps> | undefined {
  return loaded.value.get(name);
}

/** Loads a tab, unless it is loaded. @returns whether it is there. */
export async function loadTab({ name, load }: Tab): Promise<boolean> {
  if (loaded.peek().has(name)) return true;
  try {
    const component = await load();
    loaded.value = new Map(loaded.peek()).set(name, component);
    return true;
  } catch {
    // The server is gone, and the page was not there long enough to be kept.
    return false;
  }
}
