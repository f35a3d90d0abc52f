/**
 * Patterns of paths, for shells that do not expand them.
 *
 * @module
 */

/** Whether a word is a pattern rather than a path or the text of a network. */
export function isGlob(word: string): boolean {
  return /[*?]/.test(word) && /\.(nn|md|\*)$|\*$/.test(word) &&
    !/[\s()=]|->/.test(word);
}

/** The folder that holds all that a pattern can match. */
function folderOf(pattern: string): string {
  const before = pattern.slice(0, pattern.search(/[*?]/));
  const slash = before.lastIndexOf("/");
  return slash < 0 ? "." : before.slice(0, slash) || "/";
}

/** Where the texts are that a word names: a folder, or a pattern. */
export interface TextSearch {
  readonly folder: string;
  /** Whether a file of the folder is one of them. */
  has(path: string): boolean;
}

/** The search that a word stands for, if it is no file. */
export function searchOf(word: string): TextSearch {
  const plain = (path: string) => path.replace(/^\.\//, "");
  const pattern = isGlob(word) ? globToRegExp(plain(word)) : /\.(nn|md)$/;
  return {
    folder: isGlob(word) ? folderOf(word) : word,
    has: (path) => pattern.test(plain(path)),
  };
}

/** Matches paths: `*` and `?` within a name, `**` over folders. */
function globToRegExp(pattern: string): RegExp {
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
