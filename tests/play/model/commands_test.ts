// Commands that the page shows do what it does, in a real shell.
import { assertEquals } from "@std/assert";
import { commandOf } from "../../../play/model/commands.ts";

/** The words that a shell makes of a command, without its first. */
function wordsOf(command: string): string[] {
  const { stdout } = new Deno.Command("sh", {
    args: ["-c", `nabla() { printf '%s\\0' "$@"; }\n${command}`],
  }).outputSync();
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

Deno.test("a command is one for a shell, whatever is in the text", () => {
  const texts = [
    "fc(2,1) -> sigmoid",
    '# it\'s `$(exit 3)` "here" !!\ngiven x = 2\ny = x^2\n',
    "f'(x) = 2*x",
    "a = 1 # \\",
    "x = '; exit 3; '",
  ];
  for (const text of texts) {
    assertEquals(wordsOf(commandOf("gradcheck", { text, seed: 7 })), [
      "gradcheck",
      "--seed",
      "7",
      text.trim(),
    ]);
  }
});

Deno.test("a text is no option, no file and no standard input", () => {
  for (const text of ["--help", "-", "net.nn", "relu", "../a/b"]) {
    assertEquals(wordsOf(commandOf("run", { text, seed: 0 })), [
      "run",
      `\n${text}\n`,
    ]);
  }
});
