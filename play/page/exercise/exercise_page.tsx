import { render } from "preact";
import { readSession, sessionOf } from "../../model/session.ts";
import { EditorPane } from "../editor/editor_pane.tsx";
import { followTheme, loadLanguage, words } from "../preferences.ts";
import { Preferences, Wordmark } from "../preferred.tsx";
import { SeeTab } from "../see/see_tab.tsx";
import { createState, type TabProps } from "../state.ts";
import { Told } from "../told.tsx";

/** Shows the exercise that the document holds: a file that needs no server. */
export async function showExercise(): Promise<void> {
  const place = document.getElementById("page");
  if (place === null) return;
  followTheme();
  await loadLanguage();
  const { name, session } = startOfFile();
  const state = createState(session);
  render(<ExercisePage state={state} name={name} />, place);
}

/** What the command line wrote into the file. */
function startOfFile() {
  const start = Object(
    JSON.parse(document.getElementById("start")?.textContent ?? "{}"),
  );
  return {
    name: `${start.name ?? ""}`,
    session: readSession(start.session) ?? sessionOf(""),
  };
}

/** The text on one side, how its gradients come about on the other. */
function ExercisePage({ state, name }: TabProps & { readonly name: string }) {
  const { shell } = words.value;
  return (
    <>
      <header class="top">
        <Wordmark />
        <span class="quiet">{name}</span>
        <div class="choices">
          <Preferences />
        </div>
      </header>
      <main class="panes">
        <EditorPane state={state} />
        <section
          class="pane"
          id="panel"
          tabIndex={0}
          aria-label={shell.tab.see}
        >
          {state.isStale.value && <p class="stale">{shell.stale}</p>}
          <SeeTab state={state} />
        </section>
      </main>
      <Told state={state} />
    </>
  );
}
