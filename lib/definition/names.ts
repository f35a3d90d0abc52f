/** The name in a text: `weight-decay` for `weightDecay`. */
export function textName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The name that a text means: `weight-decay`, `weight_decay` and `weightDecay` are the same, and `eps` is `epsilon`. */
export function nameMeant(
  text: string,
  names: Iterable<string>,
): string | undefined {
  const isMeant = (name: string) => {
    const kebab = textName(name);
    return text === name || text === kebab ||
      text === kebab.replaceAll("-", "_") ||
      text === "eps" && name === "epsilon";
  };
  return [...names].find(isMeant);
}
