import { dirname } from "node:path";

/** What a page shows or leads to. */
export interface Shown {
  readonly kind: "page" | "source" | "picture";
  /** Its path in the repository. */
  readonly path: string;
}

/** The pages that are written for VitePress, and what they want beside them. */
export interface Site {
  /** The repository. */
  readonly root: URL;
  /** The path that all addresses begin with: `/` or `/nabla/`. */
  readonly base: string;
  /** Has something shown. @returns where it lies in the site. */
  show(what: Shown): string;
  /** What is to be shown and was not taken yet. */
  next(): Shown | undefined;
  /** Writes a page, or a picture beside it. */
  writePage(path: string, content: string | Uint8Array): Promise<void>;
  /** Writes a file that is copied as it is. */
  writePublic(path: string, content: string | Uint8Array): Promise<void>;
}

/** Begins a site in a folder. */
export function createSite(root: URL, work: URL, base: string): Site {
  const known = new Map<string, Shown>();
  const waiting: Shown[] = [];
  async function write(path: string, content: string | Uint8Array) {
    const url = new URL(path, work);
    await Deno.mkdir(dirname(url.pathname), { recursive: true });
    await (typeof content === "string"
      ? Deno.writeTextFile(url, content)
      : Deno.writeFile(url, content));
  }
  return {
    root,
    base,
    show(what) {
      if (!known.has(what.path)) {
        known.set(what.path, what);
        waiting.push(what);
      }
      return what.kind === "source"
        ? sourcePlace(what.path)
        : placeOf(what.path);
    },
    next: () => waiting.shift(),
    writePage: write,
    writePublic: (path, content) => write(`public/${path}`, content),
  };
}

/** Where a page of the repository lies in the site. */
export function placeOf(path: string): string {
  return path === "README.md" ? "index.md" : path;
}

/** The folder of the site that shows files of the repository. */
const sources = "source";

/** Where a file or a folder of the repository is shown. */
export function sourcePlace(path: string): string {
  return `${sources}/${path}.md`;
}
