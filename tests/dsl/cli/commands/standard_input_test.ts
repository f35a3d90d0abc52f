// Standard input in a separate process, which alone has one.
import { assertEquals } from "@std/assert";

Deno.test("standard input can be read more than once", async () => {
  const standIns = new URL("../../../../.ci/import_map.json", import.meta.url);
  const isStandIn = import.meta.resolve("@std/cli/parse-args")
    .startsWith("file:");
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...[
        "--quiet",
        "--no-check",
        "--no-prompt",
        "--cached-only",
        "--allow-read",
      ],
      ...isStandIn ? [`--import-map=${standIns.href}`] : [],
      new URL("../../../../dsl/cli/main.ts", import.meta.url).href,
      ...["train", "fc(1,1) -> mse", "--target", "y", "--epochs", "1"],
      ...["--data", "-", "--validation", "-", "--json"],
    ],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode("x,y\n1,0\n2,1\n3,0\n"));
  await writer.close();
  const { code, stdout, stderr } = await process.output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  const { history } = JSON.parse(decoder.decode(stdout));
  assertEquals(Object.keys(history[0].validation), ["loss", "metrics"]);
});
