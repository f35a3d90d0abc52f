// Files that are read, written and held, on a disk.
import { assertEquals, assertMatch } from "@std/assert";

Deno.test({
  name: "files are read, written and held as their cases say",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const map = import.meta.resolve("../../../../.ci/import_map.json");
    const isStandIn = import.meta.resolve("@std/cli/parse-args")
      .startsWith("file:");
    const { stdout, stderr } = await new Deno.Command("sh", {
      args: [
        ...["-c", 'ulimit -n 150 && exec "$@"', "sh", Deno.execPath()],
        ...["run", "--quiet", "--no-prompt", "--no-check", "--cached-only"],
        ...isStandIn ? [`--import-map=${map}`] : [],
        ...["--allow-read", "--allow-write"],
        new URL("disk_cases.ts", import.meta.url).href,
      ],
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    assertMatch(decoder.decode(stdout), /^\d+ cases were tried\n$/);
    assertEquals(decoder.decode(stderr), "");
  },
});
