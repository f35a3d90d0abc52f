import { render } from "preact";
import { followTheme, loadLanguage, words } from "./preferences.ts";
import { Shell } from "./shell.tsx";
import { followLinks, keepSession, startOfPage } from "./start.ts";
import { createState } from "./state.ts";

/** Shows the page in the document that its script is in. */
export async function showPage(): Promise<void> {
  const place = document.getElementById("page");
  if (place === null) return;
  followTheme();
  const [{ session, given }] = await Promise.all([
    startOfPage(),
    loadLanguage(),
  ]);
  const state = createState(session);
  const onBadLink = () => state.show(words.peek().shell.badLink);
  keepSession(state);
  followLinks(state, onBadLink);
  render(<Shell state={state} given={given} />, place);
  // A server other than this machine's that has no https can have no service worker:
  // the page works there, but not offline.
  await navigator.serviceWorker?.register("service_worker.js", {
    type: "module",
  }).catch(() => {});
}
