// Links that hold a session, and links that somebody else made.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { deflateRawSync } from "node:zlib";
import {
  longestLink,
  mostUnpacked,
  readLink,
  writeLink,
} from "../../../play/model/link.ts";
import { sessionOf } from "../../../play/model/session.ts";
import { changed } from "./sessions.ts";

/** The link of some bytes, deflated by another program. */
function linkOf(content: string | Uint8Array, head = "#ea"): string {
  return head + deflateRawSync(content).toString("base64url");
}

Deno.test("a link holds a session, to edit or to view", async () => {
  for (
    const session of [changed, sessionOf(""), sessionOf("fc(2,1) # ∂ 梯度")]
  ) {
    const link = await writeLink(session);
    assertMatch(link, session.mode === "view" ? /^#va/ : /^#ea/);
    assertMatch(link, /^#[\w-]+$/);
    assertEquals(await readLink(link), session);
  }
});

Deno.test("a link that another program wrote is read", async () => {
  const link = linkOf('{"text":"fc(2,1)","seed":3}', "#va");
  assertEquals(await readLink(link), {
    ...sessionOf("fc(2,1)"),
    seed: 3,
    mode: "view",
  });
});

Deno.test("what a link is for is said by its letter alone", async () => {
  const link = linkOf('{"text":"","mode":"edit"}', "#va");
  assertEquals((await readLink(link))?.mode, "view");
});

Deno.test("a link that holds no session says nothing", async () => {
  const good = linkOf('{"text":"fc(2,1)"}');
  const bad = [
    "",
    "#",
    "#ea",
    "#tab-see",
    good.slice(1),
    good.replace("#ea", "#eb"),
    good.replace("#ea", "#xa"),
    good + "=",
    good + "<b>",
    good.slice(0, -4),
    "#ea" + btoa("not deflated").replace(/=+$/, ""),
    linkOf(""),
    linkOf("{"),
    linkOf("[]"),
    linkOf("null"),
    linkOf("{}"),
    linkOf('{"text":1}'),
    linkOf(Uint8Array.of(0x22, 0xff, 0x22)),
    linkOf("[".repeat(100_000)),
  ];
  for (const link of bad) {
    assertEquals([link, await readLink(link)], [link, undefined]);
  }
});

Deno.test("a link that unpacks to too much is given up before it is unpacked", async () => {
  const most = `{"text":"${"a".repeat(mostUnpacked - 11)}"}`;
  assertEquals(most.length, mostUnpacked);
  assert(await readLink(linkOf(most)) !== undefined);
  assertEquals(await readLink(linkOf(most + " ")), undefined);
  const bomb = linkOf(new Uint8Array(2 ** 26));
  assert(bomb.length <= longestLink, String(bomb.length));
  const { unpacked, result } = await counting(() => readLink(bomb));
  assertEquals(result, undefined);
  // What one piece of a link unpacks to may come on top.
  assert(unpacked < 2 * mostUnpacked, String(unpacked));
});

/** How many bytes are unpacked by some work. */
async function counting<T>(work: () => Promise<T>) {
  const before = DecompressionStream;
  let unpacked = 0;
  globalThis.DecompressionStream = class extends before {
    override get readable() {
      return super.readable.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(piece, controller) {
            unpacked += piece.length;
            controller.enqueue(piece);
          },
        }),
      );
    }
  };
  try {
    const result = await work();
    return { unpacked, result };
  } finally {
    globalThis.DecompressionStream = before;
  }
}

Deno.test("a link that is too long is not unpacked at all", async () => {
  const noise = Uint8Array.from(
    { length: 2 ** 17 },
    (_, i) => i * i * 31 % 251,
  );
  const text = Array.from(noise, (n) => String.fromCharCode(32 + n % 90)).join(
    "",
  );
  const link = linkOf(JSON.stringify({ text }));
  const long = link + "A".repeat(longestLink);
  assertEquals(await readLink(long), undefined);
});
