// What the server of the page answers, and to whom.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  answerTo,
  pagePolicy,
  type SiteRequest,
} from "../../../../dsl/cli/world/server.ts";
import { zh } from "../../../../words/zh.ts";
import { assertChinese, spoken } from "../../../helpers/languages.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const files = [
  "index.html",
  "page.js",
  "styles.css",
  "icon.svg",
  "manifest.webmanifest",
  "start.json",
  "kernels.wasm",
].map((name) => ({ name, content: bytes(name) }));

const port = 8642;
const asked: SiteRequest = {
  method: "GET",
  url: `http://127.0.0.1:${port}/`,
  host: `127.0.0.1:${port}`,
  origin: null,
};
const answer = (request: Partial<SiteRequest>) =>
  answerTo({ ...asked, ...request }, files, port);

const hosts: readonly (readonly [host: string | null, status: number])[] = [
  ["127.0.0.1:8642", 200],
  ["localhost:8642", 200],
  ["localhost", 421],
  ["localhost:8643", 421],
  ["127.0.0.1", 421],
  ["127.0.0.1:86420", 421],
  ["[::1]:8642", 421],
  ["0.0.0.0:8642", 421],
  ["rebound.example:8642", 421],
  ["127.0.0.1:8642.example", 421],
  ["LOCALHOST:8642", 421],
  ["", 421],
  [null, 421],
];
for (const [host, status] of hosts) {
  Deno.test(`a request to the host ${host} is answered with ${status}`, () => {
    assertEquals(answer({ host }).status, status);
  });
}

const origins: readonly (readonly [origin: string | null, status: number])[] = [
  [null, 200],
  ["http://127.0.0.1:8642", 200],
  ["http://localhost:8642", 403],
  ["https://127.0.0.1:8642", 403],
  ["http://127.0.0.1:8643", 403],
  ["http://rebound.example", 403],
  ["null", 403],
  ["", 403],
];
for (const [origin, status] of origins) {
  Deno.test(`a page of the origin ${origin} is answered with ${status}`, () => {
    assertEquals(answer({ origin }).status, status);
  });
}

const urls: readonly (readonly [path: string, status: number])[] = [
  ["/", 200],
  ["/?x", 200],
  ["/index.html", 200],
  ["/page.js?v=1", 200],
  ["", 404],
  ["//", 404],
  ["/page.js/", 404],
  ["/PAGE.JS", 404],
  ["/other.js", 404],
  ["/../index.html", 404],
  ["/x/../index.html", 404],
  ["/..%2findex.html", 404],
  ["/%2e%2e/index.html", 404],
  ["/index%2ehtml", 404],
  ["/%69ndex.html", 404],
  ["/./index.html", 404],
  ["\\index.html", 404],
  ["/\\index.html", 404],
  ["/index.html%00", 404],
  ["/etc/passwd", 404],
  ["/constructor", 404],
  ["/__proto__", 404],
];
for (const [path, status] of urls) {
  Deno.test(`the path ${path} is answered with ${status}`, () => {
    assertEquals(answer({ url: path }).status, status);
    const whole = `http://127.0.0.1:${port}${path}`;
    assertEquals(answer({ url: whole }).status, status);
  });
}

Deno.test("no method but GET and HEAD is answered", () => {
  const others = ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"];
  for (const method of others) {
    const { status, headers } = answer({ method });
    assertEquals([status, headers.allow], [405, "GET, HEAD"]);
  }
});

Deno.test("HEAD has the headers of GET, and no body", () => {
  for (const url of ["/", "/page.js", "/none"]) {
    const [get, head] = ["GET", "HEAD"].map((method) =>
      answer({ url, method })
    );
    assertEquals([head.status, head.headers], [get.status, get.headers]);
    assertEquals(head.body, undefined);
    assertEquals(get.headers["content-length"], String(get.body?.length));
  }
});

Deno.test("each file has its type, which no browser guesses", () => {
  const types = files.map(({ name }) =>
    answer({ url: `/${name}` }).headers["content-type"]
  );
  assertEquals(types, [
    "text/html; charset=utf-8",
    "text/javascript; charset=utf-8",
    "text/css; charset=utf-8",
    "image/svg+xml",
    "application/manifest+json",
    "application/json",
    "application/wasm",
  ]);
});

Deno.test("every answer has the headers that keep a page safe, refusals too", () => {
  for (const request of [{}, { host: "x" }, { url: "/x" }, { method: "PUT" }]) {
    const { headers } = answer(request);
    assertEquals(headers["x-content-type-options"], "nosniff");
    assertEquals(headers["cache-control"], "no-store");
    assertEquals(headers["referrer-policy"], "no-referrer");
    assertMatch(headers["content-security-policy"], /frame-ancestors 'none'/);
    assertStringIncludes(headers["content-security-policy"], pagePolicy);
  }
  assertEquals(
    /unsafe-(eval|inline)/.test(pagePolicy.replace("'wasm-unsafe-eval'", "")),
    false,
  );
});

Deno.test("the page says the same policy itself, for servers that send none", async () => {
  const page = new URL("../../../../play/site/index.html", import.meta.url);
  const text = await Deno.readTextFile(page);
  assertEquals(
    /Content-Security-Policy"\s+content="([^"]*)"/.exec(text)?.[1],
    pagePolicy,
  );
});

Deno.test("what is refused is refused in the reader's language", () => {
  const refused: readonly Partial<SiteRequest>[] = [
    { host: "rebound.example" },
    { origin: "http://rebound.example" },
    { method: "POST" },
    { url: "/missing.html" },
  ];
  const said = spoken(zh, () => refused.map((each) => answer(each).body));
  assertChinese(said.map((body) => new TextDecoder().decode(body)), ["nabla"]);
});
