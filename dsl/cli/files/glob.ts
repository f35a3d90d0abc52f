/**
 * Patterns of paths, for shells that do not expand them.
 *
 * @module
 */

/** Whether a word is a pattern rather than a path or the text of a network. */
export function isGlob(word: string): boolean {
  return /[*?]/.test(word) && /\.(nn|md|\*)$|\*$/.test(word) &&
    !/[\s()]|->/.test(word);
}

/** The folder that holds all that a pattern can match. */
export function folderOf(pattern: string): string {
  const before = pattern.slice(0, pattern.search(/[*?]/));
  const slash = before.lastIndexOf("/");
  return slash < 0 ? "." : before.slice(0, slash) || "/";
}

/** Matches paths: `*` and `?` within a name, `**` over folders. */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern.replace(
    /\*\*\/|\*\*|\*|\?|[^*?]+/g,
    (part) => {
      if (part === "**/") return "(?:[^/]+/)*";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      return part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    },
  );
  return new RegExp(`^${source.replace(/^\.\\?\//, "")}$`);
}
