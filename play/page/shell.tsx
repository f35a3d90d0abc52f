import { useEffect, useState } from "preact/hooks";
import { EditorPane } from "./editor/editor_pane.tsx";
import { Header } from "./header.tsx";
import { words } from "./preferences.ts";
import type { GivenText } from "./start.ts";
import type { TabProps } from "./state.ts";
import { tabs } from "./tabs.ts";

/** The page: the text on one side, a tab on the other. */
export function Shell(
  { state, given }: TabProps & { readonly given: GivenText | undefined },
) {
  const open = state.part("tab").value;
  const { component: Open, isAlone = false } =
    tabs.find(({ name }) => name === open) ?? tabs[0];
  const { shell } = words.value;
  return (
    <>
      <Header state={state} given={given} />
      <main class={isAlone ? "panes alone" : "panes"}>
        <EditorPane state={state} />
        <section
          class="pane"
          id="panel"
          role="tabpanel"
          aria-labelledby={`tab-${open}`}
          tabIndex={0}
        >
          {state.isStale.value && !isAlone && <p class="stale">{shell.stale}
          </p>}
          <Open state={state} />
        </section>
      </main>
      <Told state={state} />
    </>
  );
}

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
