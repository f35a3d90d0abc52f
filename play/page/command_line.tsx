import { copyText } from "./copying.ts";
import { words } from "./preferences.ts";
import type { TabProps } from "./state.ts";

/** A command that does the same elsewhere: to be copied, or selected where the browser keeps the page from the clipboard. */
export function CommandLine(
  { state, command }: TabProps & { readonly command: string },
) {
  const { shell } = words.value;
  return (
    <div class="command">
      <pre tabIndex={0}>{command}</pre>
      <button
        type="button"
        onClick={async () =>
          state.show(
            await copyText(command) ? shell.commandCopied : shell.notCopied,
          )}
      >
        {shell.copyCommand}
      </button>
    </div>
  );
}
