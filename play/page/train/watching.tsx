import { useState } from "preact/hooks";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { watchedPicture } from "./pictures.tsx";
import type { Training } from "./training.ts";

/** Any path of the network, drawn while it is trained. */
export function Watching(
  { state, training }: TabProps & { readonly training: Training },
) {
  const { shell, train } = words.value;
  const facts = training.facts.value;
  const watched = state.part("watched").value;
  const [typed, setTyped] = useState("");
  if (facts === undefined) return null;
  const isKnown = facts.paths.includes(typed);
  function add(event: Event) {
    event.preventDefault();
    if (!isKnown) return;
    state.change({ watched: [...new Set([...watched, typed])] });
    setTyped("");
  }
  return (
    <section aria-labelledby="watch">
      <h2 id="watch">{train.watch}</h2>
      <form class="controls" onSubmit={add}>
        <input
          class="path-name"
          list="paths"
          value={typed}
          placeholder={facts.paths.find((path) => path.endsWith("weight.grad"))}
          aria-label={train.watchPath}
          onInput={({ currentTarget: { value } }) => setTyped(value)}
        />
        <datalist id="paths">
          {facts.paths.map((path) => <option key={path} value={path} />)}
        </datalist>
        <button type="submit" disabled={!isKnown}>{train.watchAdd}</button>
        {typed !== "" && !isKnown && (
          <span class="quiet">{train.watchUnknown}</span>
        )}
      </form>
      <div class="charts">
        {watched.map((path) => {
          const picture = watchedPicture(training, path);
          return (
            <div key={path} class="watched">
              {picture?.draw() ?? (
                <p class="quiet">
                  {path}
                  {!facts.paths.includes(path) &&
                    shell.colon + train.watchUnknown}
                </p>
              )}
              <button
                type="button"
                class="link"
                onClick={() =>
                  state.change({
                    watched: watched.filter((each) => each !== path),
                  })}
              >
                {train.watchEnd(path)}
              </button>
            </div>
          );
        })}
      </div>
    </section>
  );
}
