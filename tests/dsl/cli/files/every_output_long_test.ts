import { assertEquals } from "@std/assert";

Deno.test({
  name:
    "no output of any command harms an input or what a refusal leaves, and each keeps modes and links",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const map = import.meta.resolve("../../../../.ci/import_map.json");
    const isStandIn = import.meta.resolve("@std/cli/parse-args")
      .startsWith("file:");
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--no-check", "--cached-only"],
        ...isStandIn ? [`--import-map=${map}`] : [],
        ...["--allow-read", "--allow-write"],
        new URL("every_output.ts", import.meta.url).href,
      ],
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    assertEquals(decoder.decode(stdout), "19 outputs were tried\n");
    assertEquals(decoder.decode(stderr), "");
  },
});
