/**
 * A server of one page, on this machine and for this machine: it listens on
 * 127.0.0.1, answers GET and HEAD alone, and has a list of files and nothing else.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { SiteAnswer, SiteRequest } from "./system/site.ts";
import { system } from "./system/system.ts";

export type { SiteAnswer, SiteRequest };

/** A file of a site. */
export interface SiteFile {
  /** Its path within the site: `index.html`. */
  readonly name: string;
  /** Its bytes. */
  readonly content: Uint8Array;
}

/** What the page may load, and what may show it: nothing from elsewhere, and no script in its markup. */
export const pagePolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

const types: ReadonlyMap<string, string> = new Map([
  ["css", "text/css; charset=utf-8"],
  ["html", "text/html; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["json", "application/json"],
  ["svg", "image/svg+xml"],
  ["wasm", "application/wasm"],
  ["webmanifest", "application/manifest+json"],
]);

const headersOfAll = {
  "cache-control": "no-store",
  "content-security-policy": `${pagePolicy}; frame-ancestors 'none'`,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * What a server on a port answers. Another name of this machine than its own two is
 * refused, since a page from elsewhere can give its own name to 127.0.0.1; and so is
 * what a page of another origin asks.
 */
export function answerTo(
  { method, url, host, origin }: SiteRequest,
  files: readonly SiteFile[],
  port: number,
): SiteAnswer {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(host ?? "")) {
    return refusal(421, say("this server is {host}", { host: hosts[0] }));
  }
  if (origin !== null && origin !== `http://${host}`) {
    return refusal(403, say("this server is for its own page"));
  }
  if (method !== "GET" && method !== "HEAD") {
    return refusal(405, say("this server answers GET and HEAD"), {
      allow: "GET, HEAD",
    });
  }
  const path = pathOf(url);
  const name = path === "/" ? "index.html" : path.slice(1);
  const file = files.find((each) => each.name === name && path[0] === "/");
  const type = typeOf(name);
  if (file === undefined || type === undefined) {
    return refusal(404, say("there is no such file"), {}, method);
  }
  return answer(200, type, file.content, {}, method);
}

/** The type of a file by its name; undefined for one that no page has. */
export function typeOf(name: string): string | undefined {
  return types.get(name.slice(name.lastIndexOf(".") + 1));
}

/** The path of an address, as it is written. */
function pathOf(url: string): string {
  const [, path] = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  return path ?? "";
}

function refusal(
  status: number,
  why: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): SiteAnswer {
  const type = "text/plain; charset=utf-8";
  const body = new TextEncoder().encode(`nabla: ${why}\n`);
  return answer(status, type, body, headers, method);
}

function answer(
  status: number,
  type: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  method: string,
): SiteAnswer {
  return {
    status,
    headers: {
      ...headersOfAll,
      ...headers,
      "content-type": type,
      "content-length": String(body.length),
    },
    body: method === "HEAD" ? undefined : body,
  };
}

/** A server that runs. */
export interface RunningServer {
  /** Where it listens. */
  readonly port: number;
  /** Ends it at once. */
  close(): Promise<void>;
}

/**
 * Serves files on 127.0.0.1.
 *
 * @param port 0 for a free one.
 * @returns undefined where the port is taken.
 */
export async function serveFiles(
  files: readonly SiteFile[],
  port: number,
): Promise<RunningServer | undefined> {
  try {
    return await system.serve(
      port,
      (request, own) => answerTo(request, files, own),
    );
  } catch (error) {
    if (error instanceof system.errors.AddrInUse) return undefined;
    throw error;
  }
}
