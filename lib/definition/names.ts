/** The name in a text: `weight-decay` for `weightDecay`. */
export function textName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The argument that an option of TypeScript means: layers have the names of texts, in which `epsilon` is `eps`. */
export function argumentName(option: string, names: object): string {
  return option === "epsilon" && !(option in names) ? "eps" : option;
}

/** The one of some names that a text means: `weight-decay`, `weight_decay` and `weightDecay` are the same, and `eps` is `epsilon`. */
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
