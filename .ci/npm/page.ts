import { brotliCompressSync, constants } from "node:zlib";

/**
 * Builds the page and packs its files into one: the page of one exercise has most of
 * the site in it, which takes no room a second time.
 */
export async function packPage(root: URL, out: URL): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--allow-read", "--allow-run"],
      ...["--allow-write=play/dist", "play/build.ts", "--if-older"],
    ],
    cwd: root,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const site = new URL("play/dist/", root);
  const names = [...Deno.readDirSync(site)].map(({ name }) => name).sort();
  const files = names.map((name) => Deno.readFileSync(new URL(name, site)));
  const list = JSON.stringify(names.map((name, i) => [name, files[i].length]));
  const all = new Uint8Array(
    await new Blob([`${list}\n`, ...files]).arrayBuffer(),
  );
  const packed = brotliCompressSync(all, {
    params: {
      [constants.BROTLI_PARAM_SIZE_HINT]: all.length,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  const page = new URL("page/", out);
  await Deno.mkdir(page);
  await Deno.writeFile(new URL("packed.br", page), packed);
}
