// What the real process sends to a real terminal, as python's pty has one.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { pythonTest } from "../../../helpers/python.ts";

const root = new URL("../../../../", import.meta.url);
const isStandIn = import.meta.resolve("@std/cli/parse-args")
  .startsWith("file:");

/** Makes hostile files, runs a command in a terminal of 60 columns, and prints all that it was sent. */
const script = String.raw`
import fcntl, json, os, pty, shutil, struct, sys, tempfile, termios
words, files = json.loads(sys.argv[1]), json.loads(sys.argv[2])
folder = tempfile.mkdtemp()
os.chdir(folder)
for name, text in files.items():
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    os.execvp(words[0], words)
sent = b""
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    sent += piece
_, status = os.waitpid(pid, 0)
shutil.rmtree(folder)
sys.stdout.buffer.write(b"%d\n" % os.waitstatus_to_exitcode(status) + sent)
`;

const evil = "\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b2J\u202e\u200b\b";

const files = {
  [`${evil}.nn`]: "fc(2,1) -> sigmoid\n",
  "wrong.nn": `fc(2,1) -> sigmoid ${evil}\n`,
  "data.csv": `a${evil},b,kind\n1,2,x${evil}\n2,1,y\n1,3,x${evil}\n`,
  "f.py": `import sys
sys.stderr.write(${JSON.stringify(evil)} + "told\\n")
def double(x):
    return 2 * x, lambda dy: 2 * dy
def double_at():
    raise ValueError(${JSON.stringify(evil)})
`,
  "mine.ts": `throw new Error(${JSON.stringify(evil)});`,
};

interface Sent {
  readonly status: number;
  readonly text: string;
}

async function sent(
  python: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Sent> {
  const command = [
    ...[Deno.execPath(), "run", "--quiet", "--no-prompt", "--cached-only"],
    ...isStandIn
      ? [`--import-map=${new URL(".ci/import_map.json", root).pathname}`]
      : [`--config=${new URL("deno.json", root).pathname}`],
    ...["--allow-read", "--allow-write", "--allow-run", "--allow-env=TERM"],
    new URL("dsl/cli/main.ts", root).pathname,
    ...words,
  ];
  const { stdout } = await new Deno.Command(python, {
    args: ["-c", script, JSON.stringify(command), JSON.stringify(files)],
    env: { NO_COLOR: "", ...env },
  }).output();
  const [, status, text] =
    /^(-?\d+)\n([^]*)$/.exec(new TextDecoder().decode(stdout)) ?? [];
  // A terminal's driver puts a return before each line end.
  return { status: Number(status), text: text.replaceAll("\r\n", "\n") };
}

function requireSafe(text: string, own: RegExp): void {
  const left = text.replaceAll(own, "");
  const harmful =
    // deno-lint-ignore no-control-regex
    /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;
  assert(!harmful.test(left), JSON.stringify(text));
}

// deno-lint-ignore no-control-regex
const own = /\x1b\[(?:1|2|22|3[1-4]|39)m|\r\x1b\[K/g;

const calls: readonly (readonly [status: number, words: readonly string[]])[] =
  [
    [2, ["check", `${evil}.nn`, "wrong.nn"]],
    [2, ["check", `--${evil}`]],
    [2, [evil]],
    [0, [
      ...["train", "fc(2,2) -> cross_entropy", "--data", "data.csv"],
      ...["--target", "kind", "--epochs", "30"],
    ]],
    [2, ["gradcheck", "--python", "f.py:double"]],
    [2, ["gradcheck", "fc(2,1)", "--layers", "mine.ts"]],
  ];

for (const [status, words] of calls) {
  const name = JSON.stringify(words).replaceAll(/[^ -~]/g, "·");
  await pythonTest(
    `a terminal is sent nothing that it obeys, but colours: ${name}`,
    undefined,
    async (python) => {
      const found = await sent(python, words, { TERM: "xterm" });
      assertEquals(found.status, status, found.text);
      requireSafe(found.text, own);
      if (words.includes("--python")) assertStringIncludes(found.text, "told");
      const plain = await sent(python, words, { TERM: "dumb" });
      assertEquals(plain.status, status);
      requireSafe(plain.text, /(?!)/g);
    },
  );
}

await pythonTest(
  "a terminal gets colours unless it is dumb or NO_COLOR is set",
  undefined,
  async (python) => {
    const words = ["check", "wrong.nn"];
    const found = await sent(python, words, { TERM: "xterm" });
    assertStringIncludes(found.text, "\x1b[31m");
    for (const [TERM, NO_COLOR] of [["dumb", ""], ["xterm", "1"]]) {
      const { text } = await sent(python, words, { TERM, NO_COLOR });
      assertStringIncludes(text, "wrong.nn");
      assert(!text.includes("\x1b"), JSON.stringify(text));
    }
  },
);
