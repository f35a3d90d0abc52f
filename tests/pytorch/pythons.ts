// The Pythons that PyTorch is tried with: Debian's, and one in a virtual environment
// that NABLA_TORCH names.

/** Pythons that have PyTorch, with its version. */
export async function pythonsWithTorch(): Promise<
  readonly { readonly path: string; readonly version: string }[]
> {
  const { state } = await Deno.permissions.query({
    name: "env",
    variable: "NABLA_TORCH",
  });
  const own = state === "granted" ? Deno.env.get("NABLA_TORCH") : undefined;
  const found = [];
  for (const path of ["/usr/bin/python3", ...own ? [own] : []]) {
    try {
      const { success, stdout } = await new Deno.Command(path, {
        args: ["-c", "import torch; print(torch.__version__)"],
        stderr: "null",
      }).output();
      if (!success) continue;
      found.push({ path, version: new TextDecoder().decode(stdout).trim() });
    } catch {
      // There is none.
    }
  }
  return found;
}
