import { useEffect, useState } from "preact/hooks";
import type { TabProps } from "./state.ts";

/** So long a line is shown, in milliseconds. */
const shownFor = 5000;

/** What was told last: heard, and seen for a while where it is to be seen. */
export function Told({ state }: TabProps) {
  const told = state.told.value;
  const [gone, setGone] = useState<typeof told | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setGone(told), shownFor);
    return () => clearTimeout(timer);
  }, [told]);
  const isSeen = told.isShown && gone !== told;
  return (
    <p class={isSeen ? "told" : "out-of-sight"} role="status">{told.text}</p>
  );
}
