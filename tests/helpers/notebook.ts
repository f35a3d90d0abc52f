/** What a notebook shows of a value, as `deno jupyter` asks for it; undefined if it shows none. */
export async function displayed(
  value: unknown,
): Promise<Record<string, string> | undefined> {
  if (value === undefined) return undefined;
  const display = Object(value)[Symbol.for("Jupyter.display")];
  if (typeof display === "function") return await display.call(value);
  return { "text/plain": Deno.inspect(value) };
}
