import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";

/** The tab Prove. */
export function ProveTab(_props: TabProps) {
  return <p class="quiet">{words.value.shell.soon}</p>;
}
