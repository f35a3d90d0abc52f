import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";

/** The tab Train. */
export function TrainTab(_props: TabProps) {
  return <p class="quiet">{words.value.shell.soon}</p>;
}
