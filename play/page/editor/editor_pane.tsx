import { useEffect, useRef } from "preact/hooks";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { mountEditor } from "./editor.ts";
import { Problems } from "./problems.tsx";

/** The text, and below it what is said of it. */
export function EditorPane({ state }: TabProps) {
  const { editor, shell } = words.value;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current !== null) return mountEditor(host.current, state);
  }, [state]);
  return (
    <section class="pane editor" aria-label={editor.label}>
      {state.part("mode").value === "view" && (
        <p class="view-only">
          {shell.editCopy}{" "}
          <button type="button" onClick={() => state.change({ mode: "edit" })}>
            {shell.edit}
          </button>
        </p>
      )}
      <div class="code-host" ref={host} />
      <p class="out-of-sight" id="keys">{editor.keys}</p>
      <Problems state={state} />
    </section>
  );
}
