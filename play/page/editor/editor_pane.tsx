import { useEffect, useRef } from "preact/hooks";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { mountEditor } from "./editor.ts";
import { Problems } from "./problems.tsx";

/** The text, and below it what is said of it. */
export function EditorPane({ state }: TabProps) {
  const { editor } = words.value;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current !== null) return mountEditor(host.current, state);
  }, [state]);
  return (
    <section class="pane editor" aria-label={editor.label}>
      <div class="code-host" ref={host} />
      <Problems state={state} />
    </section>
  );
}
