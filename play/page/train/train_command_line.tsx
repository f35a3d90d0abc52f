import { trainCommand } from "../../model/train_command.ts";
import { CommandLine } from "../command_line.tsx";
import type { TabProps } from "../state.ts";
import type { Training } from "./training.ts";

/** The command that trains as the page does. */
export function TrainCommandLine(
  { state, training }: TabProps & { readonly training: Training },
) {
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
  return (
    <CommandLine state={state} command={trainCommand(session, data, epochs)} />
  );
}
