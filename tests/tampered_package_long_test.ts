import { assertEquals, assertMatch } from "@std/assert";

const root = new URL("../", import.meta.url).pathname;

/** What the reader of `.npz` says where the registry hands out a tampered package. */
async function tampered(...options: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--allow-all",
      `${root}tests/helpers/tampered_registry.ts`,
      `--import-map=${root}.ci/import_map.json`,
      ...options,
      `${root}lib/tensor_files/npz.ts`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const [out, error] = [stdout, stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  return { code, out, error };
}

Deno.test({
  name: "a package that is not the author's is refused by the lock",
  ignore: Deno.build.os === "windows",
  async fn() {
    const options = [`--lock=${root}.ci/deno.lock`, "--frozen"];
    const { code, out, error } = await tampered(...options);
    assertEquals([code, out], [1, ""]);
    assertMatch(error, /fflate@0\.8\.3/);
    assertMatch(error, /checksum did not match|integrity/i);
  },
});

Deno.test({
  name: "without the lock it would be run",
  ignore: Deno.build.os === "windows",
  fn: async () => assertEquals((await tampered("--no-lock")).out, "tampered\n"),
});
