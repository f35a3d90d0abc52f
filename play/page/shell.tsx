import { useEffect } from "preact/hooks";
import { EditorPane } from "./editor/editor_pane.tsx";
import { Header } from "./header.tsx";
import { words } from "./preferences.ts";
import type { GivenText } from "./start.ts";
import type { TabProps } from "./state.ts";
import { loadTab, shownBy, tabs } from "./tabs.ts";
import { Told } from "./told.tsx";

/** The page: the text on one side, a tab on the other. */
export function Shell(
  { state, given }: TabProps & { readonly given: GivenText | undefined },
) {
  const open = state.part("tab").value;
  const tab = tabs.find(({ name }) => name === open) ?? tabs[0];
  const { isAlone = false } = tab;
  const Open = shownBy(tab);
  const { shell } = words.value;
  useEffect(() => {
    loadTab(tab).then((isThere) => isThere || state.show(shell.notLoaded));
  }, [tab]);
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
          {Open && <Open state={state} />}
        </section>
      </main>
      <Told state={state} />
    </>
  );
}
