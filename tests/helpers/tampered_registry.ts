/**
 * Runs the reader of `.npz` with an empty cache and a registry that hands out another
 * `fflate` than the author's, with a hash that fits it; the words are options for
 * Deno. A program of its own, as tests may not write or listen.
 */

const place = await Deno.makeTempDir({ prefix: "nabla-registry-" });
try {
  const folder = `${place}/package`;
  await Deno.mkdir(folder);
  const [name, version] = ["fflate", "0.8.3"];
  const about = { name, version, type: "module", exports: "./index.js" };
  await Deno.writeTextFile(`${folder}/package.json`, JSON.stringify(about));
  await Deno.writeTextFile(
    `${folder}/index.js`,
    'console.log("tampered"); export const unzlibSync = 0, Zip = 0, ZipDeflate = 0, Inflate = 0, Unzip = 0, UnzipInflate = 0, inflateSync = 0, zipSync = 0;',
  );
  await new Deno.Command("tar", {
    args: ["czf", "package.tgz", "package"],
    cwd: place,
  }).output();
  const tarball = await Deno.readFile(`${place}/package.tgz`);
  const digest = await crypto.subtle.digest("SHA-512", tarball);
  const integrity = `sha512-${new Uint8Array(digest).toBase64()}`;

  const server = Deno.serve({ port: 0, onListen() {} }, ({ url }) => {
    const { origin, pathname } = new URL(url);
    if (pathname.endsWith(".tgz")) return new Response(tarball);
    const dist = { integrity, tarball: `${origin}/fflate.tgz` };
    const versions = { [version]: { ...about, dist } };
    return Response.json({ name, "dist-tags": { latest: version }, versions });
  });
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...Deno.args],
    env: {
      NO_COLOR: "1",
      DENO_DIR: `${place}/cache`,
      NPM_CONFIG_REGISTRY: `http://127.0.0.1:${server.addr.port}`,
    },
  }).spawn().status;
  Deno.exitCode = code;
  await server.shutdown();
} finally {
  await Deno.remove(place, { recursive: true });
}
