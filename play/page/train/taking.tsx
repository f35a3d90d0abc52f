import { batch } from "@preact/signals";
import { isCompiled } from "../../../dsl/exercise/exercise.ts";
import { withGiven } from "../../model/given_text.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { download } from "../download.ts";
import type { Training } from "./training.ts";

/** What was learned, to be taken away. */
export function Taking(
  { state, training }: TabProps & { readonly training: Training },
) {
  const { train } = words.value;
  const status = training.status.value;
  const canTake = status === "paused" || status === "diverged";
  async function useNumbers() {
    const taken = await training.numbers();
    const { text, training: settings } = state.session.peek();
    const compiled = state.compiled.peek();
    if (taken === undefined || !isCompiled(compiled)) return;
    if (taken.refusal !== undefined) {
      return state.say(train.takenRefused[taken.refusal]);
    }
    batch(() => {
      state.change({
        text: withGiven(text, compiled.file, taken.given),
        // They are for the numbers of the data as they are.
        ...taken.isRestored && { training: { ...settings, normalize: "none" } },
      });
      state.say(train.taken);
    });
  }
  async function downloadFile() {
    const file = await training.file();
    if (file !== undefined) download("net.safetensors", file);
  }
  return (
    <div class="controls" role="group" aria-label={train.take}>
      <button type="button" disabled={!canTake} onClick={useNumbers}>
        {train.takeNumbers}
      </button>
      <button type="button" disabled={!canTake} onClick={downloadFile}>
        {train.takeFile}
      </button>
      <span class="quiet">{train.takeSay}</span>
    </div>
  );
}
