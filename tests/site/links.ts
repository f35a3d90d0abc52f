/**
 * Follows every link and anchor of a site that lies in a folder.
 *
 * @module
 */

/** What is found in a page. */
interface Found {
  /** The names that anchors lead to. */
  readonly ids: ReadonlySet<string>;
  /** Where it leads, and what it loads. */
  readonly links: readonly {
    readonly tag: string;
    readonly address: string;
  }[];
}

/** What is wrong with the links of a site that is served at a path, `/nabla/`: a line each. */
export async function deadLinks(folder: URL, base: string): Promise<string[]> {
  const files = new Set(await Array.fromAsync(filesIn(folder)));
  const pages = new Map<string, Found>();
  for (const path of files) {
    if (!path.endsWith(".html")) continue;
    pages.set(path, found(await Deno.readTextFile(new URL(path, folder))));
  }
  const faults = new Set<string>();
  for (const [path, { links }] of pages) {
    for (const { tag, address } of links) {
      const problem = problemOf(address, tag, path);
      if (problem !== undefined) faults.add(`${path}: ${address} ${problem}`);
    }
  }
  return [...faults];

  function problemOf(
    address: string,
    tag: string,
    from: string,
  ): string | undefined {
    if (/^(data|javascript|mailto):/.test(address)) return undefined;
    const here = new URL(`http://here${base}`);
    const url = new URL(address, new URL(from, here));
    if (url.host !== here.host) {
      // A reader may follow a link; nothing is loaded.
      return tag === "a" ? undefined : "is loaded from another host";
    }
    if (!url.pathname.startsWith(base)) return "leaves the site";
    const path = decodeURIComponent(url.pathname.slice(base.length));
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    if (!files.has(file)) return "leads nowhere";
    const name = decodeURIComponent(url.hash.slice(1));
    // What stands behind # is a text there.
    if (name === "" || file.startsWith("play/")) return undefined;
    return pages.get(file)?.ids.has(name) ? undefined : "has no such anchor";
  }
}

async function* filesIn(folder: URL, path = ""): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(path, folder))) {
    if (entry.isDirectory) yield* filesIn(folder, `${path}${entry.name}/`);
    else yield path + entry.name;
  }
}

function found(page: string): Found {
  const tags = [...page.matchAll(/<([a-z][\w-]*)((?:\s[^<>]*?)?)\/?>/gi)];
  const ids = tags.flatMap(([, , attributes]) =>
    [...attributes.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) =>
      plain(id)
    )
  );
  const links = tags.flatMap(([, tag, attributes]) =>
    [...attributes.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(
      ([, address]) => ({ tag: tag.toLowerCase(), address: plain(address) }),
    )
  );
  return { ids: new Set(ids), links };
}

function plain(attribute: string): string {
  return attribute.replaceAll(
    /&#x([0-9a-f]+);/gi,
    (_, code: string) => String.fromCodePoint(parseInt(code, 16)),
  ).replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
