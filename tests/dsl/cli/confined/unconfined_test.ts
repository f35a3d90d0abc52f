// `--unconfined`, where Deno confines modules of layers.
import { assertEquals } from "@std/assert";
import { run } from "../../../helpers/memory_io.ts";

const cases = {
  "without --layers": [
    ["show", "fc(2,1)", "--unconfined"],
    "nabla: --unconfined is for the modules of --layers\nLeave out --unconfined.\n",
  ],
  "where they are confined": [
    ["gradcheck", "fc(2,1)", "--layers", "mine.ts", "--unconfined"],
    "nabla: modules of layers are confined here\nLeave out --unconfined.\n",
  ],
} as const;
for (const [what, [words, message]] of Object.entries(cases)) {
  Deno.test(`--unconfined ${what} is refused`, async () => {
    const { status, error } = await run(words);
    assertEquals({ status, error }, { status: 2, error: message });
  });
}
