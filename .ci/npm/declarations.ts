// Which the plugin asks for.
import "npm:typescript@6.0.3";
import { rollup } from "npm:rollup@4.68.8";
import { dts } from "npm:rollup-plugin-dts@6.5.1";
import { fromFileUrl } from "./paths.ts";

/** Writes the types of some modules, by their names, into `types/`: what they export and all that this names, in few files. */
export async function writeDeclarations(
  modules: Readonly<Record<string, string>>,
  root: URL,
  out: URL,
): Promise<void> {
  const folder = fromFileUrl(root);
  const bundle = await rollup({
    input: Object.fromEntries(
      Object.entries(modules).map(([name, path]) => [name, folder + path]),
    ),
    external: ["fflate"],
    plugins: [dts({
      compilerOptions: {
        // Which `deno task check` does.
        noCheck: true,
        allowImportingTsExtensions: true,
        lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
        types: [],
      },
    })],
    onwarn(warning, warn) {
      // Types import one another.
      if (warning.code !== "CIRCULAR_DEPENDENCY") warn(warning);
    },
  });
  try {
    await bundle.write({
      dir: fromFileUrl(new URL("types/", out)),
      entryFileNames: "[name].d.ts",
      chunkFileNames: "[name]-[hash].d.ts",
    });
  } finally {
    await bundle.close();
  }
}
