import { trainCommand } from "../../model/train_command.ts";
import { copyText } from "../copying.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import type { Training } from "./training.ts";

/** The command that does the same. */
export function CommandLine(
  { state, training }: TabProps & { readonly training: Training },
) {
  const { train } = words.value;
  const data = training.data.value;
  if (data === undefined) return null;
  const session = {
    text: state.part("text").value,
    seed: state.part("seed").value,
    training: state.part("training").value,
  };
  const isRunning = training.status.value === "running";
  // While it runs, the number would only flicker.
  const epochs = isRunning ? 0 : training.picture.value?.epoch ?? 0;
  const command = trainCommand(session, data, epochs);
  async function copy() {
    const isCopied = await copyText(command);
    state.say(isCopied ? train.copied : train.notCopied);
  }
  return (
    <div class="train-command">
      <code>{command}</code>
      <button type="button" onClick={copy}>{train.copy}</button>
    </div>
  );
}
