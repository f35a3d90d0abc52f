/** Other ways to say that a gradient is meant. */
const gradient = /^(?:d|grad_|∂)(.+)$|^(.+)(?:_grad|\.gradient|\.d)$/;

/** `w`, `b1`: the weight or bias of an `fc`. */
const letter = /^([wb])(\d*)$/i;

/**
 * The path that an abbreviation or a formula's name for it stands for:
 * `fc1.weight.grad` for `fc1.w.grad`, `fc.weight.grad` or `dW1`. The first, if
 * there are several.
 */
export function pathMeant(
  text: string,
  paths: readonly string[],
): string | undefined {
  const known = new Set(paths);
  const [, before, behind] = gradient.exec(text) ?? [];
  const plain = before ?? behind;
  return abbreviated(text) ??
    (plain === undefined ? undefined : abbreviated(`${plain}.grad`));

  function abbreviated(text: string): string | undefined {
    const isGradient = text.endsWith(".grad");
    const name = isGradient ? text.slice(0, -".grad".length) : text;
    const [, first, number] = letter.exec(name) ?? [];
    const parameter = first?.toLowerCase() === "w" ? "weight" : "bias";
    const full = first === undefined
      ? text
      : `fc${number || 1}.${parameter}${isGradient ? ".grad" : ""}`;
    return known.has(full) ? full : paths.find((path) => begins(path, full));
  }
}

/** Whether each name of an abbreviation is the beginning of one in the path. */
function begins(path: string, abbreviation: string): boolean {
  const names = path.toLowerCase().split(".");
  const parts = abbreviation.toLowerCase().split(".");
  return names.length === parts.length &&
    parts.every((part, i) =>
      names[i].startsWith(part) || part === `${names[i]}s`
    );
}
