/**
 * Reads, writes and holds files in a folder of its own, and sees what becomes of
 * them: `deno run --allow-read --allow-write disk_cases.ts`. Prints a line for each
 * thing that is not as it must be, and the number of cases at the end.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  appendTo,
  createFile,
  removeLeftovers,
  replaceFile,
} from "../../../../dsl/cli/world/disk.ts";
import {
  collect,
  openFile,
  readWhole,
} from "../../../../dsl/cli/world/reading.ts";
import {
  holdFile,
  infoOf,
  isDevice,
  parentOf,
  placeIdentity,
  stemOf,
  targetOf,
  writeAll,
} from "../../../../dsl/cli/world/place.ts";
import type { ProcessEnding } from "../../../../dsl/cli/world/ending.ts";

/** What a signal would have put right, and how many attend to signals. */
const tidies = new Set<() => void>();
let attending = 0;
const ending: ProcessEnding = {
  tidy(work) {
    tidies.add(work);
    return () => tidies.delete(work);
  },
  attend() {
    attending++;
    return Promise.resolve(() => void attending--);
  },
  stopSignal: () => undefined,
  onStop: () => Promise.resolve(() => {}),
};

const names = () => [...Deno.readDirSync(".")].map(({ name }) => name).sort();
const read = (path: string) => Deno.readTextFileSync(path);
const write = (path: string, text: string) =>
  Deno.writeTextFileSync(path, text);
const modeOf = (path: string) => (Deno.statSync(path).mode ?? 0) & 0o7777;
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function* piecesOf(...sizes: number[]) {
  for (const size of sizes) yield await Promise.resolve(new Uint8Array(size));
}

const cases: Readonly<Record<string, () => void | Promise<void>>> = {
  async "a file is read up to the most bytes, and refused beyond"() {
    write("f", "1234");
    assertEquals(textOf(await readWhole("f", 4)), "1234");
    assertEquals(textOf(await readWhole("f")), "1234");
    const error = await assertRejects(() => readWhole("f", 3), Error);
    assertEquals(error.message, "at most 3 bytes are read: found 4");
    assertEquals((error as { code?: string }).code, "TOO_LARGE");
  },
  async "a folder is not read"() {
    Deno.mkdirSync("d");
    await assertRejects(() => readWhole("d"), Error, "it is a folder");
    await assertRejects(() => openFile("d"), Error, "it is a folder");
    await assertRejects(
      () => createFile("d", ending),
      Error,
      "it is a folder",
    );
    assertEquals(names(), ["d"]);
  },
  async "a device is read up to the most bytes"() {
    assertEquals((await readWhole("/dev/null", 0)).length, 0);
    await assertRejects(
      () => readWhole("/dev/zero", 2 ** 18),
      Error,
      "at most 262,144 bytes are read",
    );
  },
  async "a stream is collected up to the most bytes of all its pieces"() {
    const stream = (...sizes: number[]) =>
      ReadableStream.from(piecesOf(...sizes));
    assertEquals((await collect(stream(3, 4))).length, 7);
    assertEquals((await collect(stream(3, 4), 7)).length, 7);
    await assertRejects(
      () => collect(stream(3, 4), 6),
      Error,
      "at most 6 bytes are read: found 7",
    );
  },
  async "an open file gives any part of it, and stops at its end"() {
    write("f", "0123456789");
    const file = await openFile("f");
    assertEquals(file.size, 10);
    assertEquals(textOf(await file.read(2, 3)), "234");
    assertEquals(textOf(await file.read(8, 5)), "89");
    assertEquals((await file.read(11, 5)).length, 0);
    assertEquals(textOf(await file.read(0, 10)), "0123456789");
    for (let twice = 0; twice < 2; twice++) {
      let text = "";
      for await (const piece of file.stream()) text += textOf(piece);
      assertEquals(text, "0123456789");
    }
    file.close();
    await assertRejects(() => file.read(0, 1));
  },
  async "a long file is streamed whole, in pieces"() {
    Deno.writeFileSync(
      "f",
      Uint8Array.from({ length: 200_000 }, (_, i) => i % 251),
    );
    const file = await openFile("f");
    let at = 0;
    for await (const piece of file.stream()) {
      for (const byte of piece) assertEquals(byte, at++ % 251);
    }
    assertEquals(at, 200_000);
    file.close();
  },
  async "a file that was changed since it was opened is not read on"() {
    const changed = "it was changed while it was read";
    write("f", "0123456789");
    const short = await openFile("f");
    Deno.truncateSync("f", 5);
    await assertRejects(() => short.read(4, 3), Error, changed);
    short.close();
    write("f", "0123456789");
    const { mtime } = Deno.statSync("f");
    const file = await openFile("f");
    write("f", "9876543210");
    Deno.utimeSync("f", 1, 2);
    await assertRejects(() => Array.fromAsync(file.stream()), Error, changed);
    Deno.truncateSync("f", 5);
    Deno.utimeSync("f", mtime!, mtime!);
    await assertRejects(() => Array.fromAsync(file.stream()), Error, changed);
    file.close();
  },
  async "what is no file is not opened"() {
    await assertRejects(
      () => openFile("/dev/zero"),
      Error,
      "it is not a file",
    );
    await assertRejects(() => openFile("none"), Deno.errors.NotFound);
  },
  async "a file is written beside its place and moved there when it is closed"() {
    write("f", "before");
    const file = await createFile("f", ending);
    await file.write("after, ");
    await file.write("in pieces");
    assertEquals(read("f"), "before");
    assertEquals(names().length, 2);
    assertEquals(tidies.size, 1);
    await file.close();
    assertEquals(read("f"), "after, in pieces");
    assertEquals(names(), ["f"]);
  },
  async "a file that is given up leaves nothing, and what was there"() {
    write("f", "before");
    const file = await createFile("f", ending);
    await file.write("after");
    await file.abandon();
    assertEquals([names(), read("f")], [["f"], "before"]);
    const fresh = await createFile("g", ending);
    await fresh.abandon();
    assertEquals(names(), ["f"]);
  },
  async "a signal removes what is being written, and nothing else"() {
    await createFile("f", ending);
    assertEquals(names().length, 1);
    for (const work of tidies) work();
    assertEquals(names(), []);
    tidies.clear();
  },
  async "a file is replaced by a text, or by bytes in pieces"() {
    await replaceFile("f", "text", ending);
    assertEquals(read("f"), "text");
    const bytes = ["one", "two"].map((word) => new TextEncoder().encode(word));
    await replaceFile("f", bytes, ending);
    assertEquals([names(), read("f")], [["f"], "onetwo"]);
  },
  async "pieces that cannot be made leave the file that was there"() {
    write("f", "before");
    const pieces = function* () {
      yield new Uint8Array(3);
      throw new Error("no more");
    };
    await assertRejects(
      () => replaceFile("f", pieces(), ending),
      Error,
      "no more",
    );
    assertEquals([names(), read("f")], [["f"], "before"]);
  },
  async "a place that became a folder while it was written keeps it"() {
    const file = await createFile("f", ending);
    Deno.mkdirSync("f");
    write("f/inside", "");
    await assertRejects(() => file.close());
    assertEquals(names(), ["f"]);
    // It is closed: nothing more can be written, and giving it up again is no fault.
    await assertRejects(() => file.write("more"));
    await file.abandon();
  },
  async "a folder that is not there is told, and nothing is left to tidy"() {
    await assertRejects(() => createFile("d/f", ending), Deno.errors.NotFound);
    assertEquals(names(), []);
  },
  async "mode and links of what is replaced stay; what is read-only is not replaced"() {
    for (const mode of [0o600, 0o640, 0o755, 0o222, 0o200, 0o464]) {
      write("f", "");
      Deno.chmodSync("f", mode);
      await replaceFile("f", "new", ending);
      assertEquals(modeOf("f"), mode);
      Deno.removeSync("f");
    }
    for (const mode of [0o444, 0o400, 0o555]) {
      write("f", "old");
      Deno.chmodSync("f", mode);
      await assertRejects(
        () => replaceFile("f", "new", ending),
        Error,
        "it is read-only",
      );
      Deno.chmodSync("f", 0o600);
      assertEquals([names(), read("f")], [["f"], "old"]);
    }
    write("usual", "");
    await replaceFile("new", "new", ending);
    assertEquals(modeOf("new"), modeOf("usual"));
    Deno.symlinkSync("f", "l");
    await replaceFile("l", "through", ending);
    assertEquals([Deno.readLinkSync("l"), read("f")], ["f", "through"]);
  },
  async "the owner of what is replaced stays where one may give files away"() {
    write("f", "");
    const own = Deno.statSync("f").uid;
    if (own !== 0) return;
    Deno.chownSync("f", 0, 1234);
    await replaceFile("f", "new", ending);
    assertEquals(Deno.statSync("f").gid, 1234);
    Deno.chownSync("f", 1235, 0);
    await replaceFile("f", "new", ending);
    assertEquals(Deno.statSync("f").uid, 1235);
  },
  async "a device is written to as it is"() {
    const file = await createFile("/dev/null", ending);
    await file.write("gone");
    await file.close();
    const nothing = await createFile("/dev/null", ending);
    await nothing.close();
    await replaceFile("/dev/null", "gone", ending);
    assert(Deno.statSync("/dev/null").isCharDevice);
  },
  async "what is added stands at the end, after what was there"() {
    const first = await appendTo("f");
    await first.add("one ");
    await first.add("two ");
    first.close();
    const second = await appendTo("f");
    await second.add("three");
    second.close();
    assertEquals(read("f"), "one two three");
    await assertRejects(() => second.add("more"));
  },
  async "leftovers of killed writers go when they are old, and nothing else"() {
    const old = ["f.0123abcd.tmp"];
    const others = [
      "f.0123abcd.tm",
      "f.0123abc.tmp",
      "f.0123abcg.tmp",
      "f.0123abcd.tmp.x",
      "g.0123abcd.tmp",
      "f",
    ];
    Deno.mkdirSync("d");
    for (const folder of ["", "d/"]) {
      for (const name of [...old, ...others]) {
        write(folder + name, "");
        const [now, past] = [Date.now() / 1000, 61];
        Deno.utimeSync(folder + name, now - past, now - past);
      }
      write(`${folder}f.89abcdef.tmp`, "");
      const young = Date.now() / 1000 - 50;
      Deno.utimeSync(`${folder}f.89abcdef.tmp`, young, young);
      await removeLeftovers(`${folder}f`);
      const left = [...Deno.readDirSync(folder || ".")]
        .filter(({ isFile }) => isFile).map(({ name }) => name).sort();
      assertEquals(left, [...others, "f.89abcdef.tmp"].sort());
    }
    await removeLeftovers("none/f");
  },
  async "paths to one file have one identity, and others another"() {
    write("f", "");
    write("g", "");
    Deno.mkdirSync("d");
    Deno.linkSync("f", "hard");
    Deno.symlinkSync("f", "soft");
    const same = ["f", "./f", "d/../f", "hard", "soft", `${Deno.cwd()}/f`];
    const identities = await Promise.all(same.map(placeIdentity));
    assertEquals(new Set(identities).size, 1);
    assert(identities[0] !== await placeIdentity("g"));
    const { dev, ino } = Deno.statSync("f");
    assertEquals(identities[0], `${dev}:${ino}`);
  },
  async "paths to one place where no file is yet have one identity"() {
    Deno.mkdirSync("d");
    Deno.symlinkSync("d/n", "soft");
    const same = ["d/n", "d//n", "./d/n", "d/../d/n", "soft"];
    const identities = await Promise.all(same.map(placeIdentity));
    assertEquals(new Set(identities).size, 1, identities.join(" "));
    const others = ["n", "d/N", "d/m", "soft2"];
    const all = await Promise.all(others.map(placeIdentity));
    assertEquals(new Set([...all, identities[0]]).size, 5);
    assertEquals(await placeIdentity("n"), await placeIdentity("./n"));
    // In a folder that is not there, dots are taken out.
    assertEquals(await placeIdentity("no/n"), "no/n");
    assertEquals(await placeIdentity("./no/././n"), "no/n");
    assertEquals(await placeIdentity("no/x.y./n"), "no/x.y./n");
    assertEquals(await placeIdentity("/"), await placeIdentity("//"));
  },
  async "links lead on to their end; one that leads to itself is refused"() {
    Deno.mkdirSync("d");
    Deno.symlinkSync("n", "d/a");
    Deno.symlinkSync("d/a", "b");
    Deno.symlinkSync(`${Deno.cwd()}/b`, "c");
    assertEquals(await targetOf("b"), "d/n");
    assertEquals(await targetOf("c"), `${Deno.cwd()}/d/n`);
    assertEquals(await targetOf("plain"), "plain");
    for (let i = 0; i < 40; i++) Deno.symlinkSync(`${i + 1}`, `${i}`);
    assertEquals(await targetOf("0"), "40");
    Deno.symlinkSync("loop", "loop");
    await assertRejects(() => targetOf("loop"), Error, "in a circle");
  },
  async "a place is held once; who asks meanwhile hears by whom"() {
    const hold = await holdFile("f", ending);
    assert(hold.isHeld);
    assertEquals(read("f.lock"), String(Deno.pid));
    assertEquals([attending, tidies.size], [1, 1]);
    const other = await holdFile("./f", ending);
    assertEquals(other, { isHeld: false, process: String(Deno.pid) });
    assertEquals([attending, tidies.size], [1, 1]);
    await hold.release();
    assertEquals(names(), []);
    // What a killed process left, even with a longer number, holds nobody up.
    write("f.lock", "12345678901234567890");
    const again = await holdFile("f", ending);
    assert(again.isHeld);
    assertEquals(read("f.lock"), String(Deno.pid));
    for (const work of tidies) work();
    assertEquals(names(), []);
    await again.release();
  },
  async "a lock that fails leaves no file, and takes none that was there"() {
    const { prototype } = Deno.FsFile;
    for (const name of ["tryLock", "stat"] as const) {
      const own = prototype[name];
      const fail = () => Promise.reject(new Error("no locks"));
      Object.assign(prototype, { [name]: fail });
      try {
        await assertRejects(() => holdFile("f", ending), Error, "no locks");
        assertEquals(names(), []);
        write("f.lock", "7");
        await assertRejects(() => holdFile("f", ending), Error, "no locks");
        assertEquals(read("f.lock"), "7");
      } finally {
        Object.assign(prototype, { [name]: own });
      }
      Deno.removeSync("f.lock");
    }
    const hold = await holdFile("f", ending);
    assert(hold.isHeld);
    await hold.release();
    assertEquals(names(), []);
  },
  // The process may open fewer files than that at once.
  async "whatever is opened is closed, also where it is refused"() {
    Deno.mkdirSync("d");
    write("f", "0123456789");
    const hold = await holdFile("held", ending);
    for (let n = 0; n < 150; n++) {
      assert(!(await holdFile("held", ending)).isHeld);
      await assertRejects(() => openFile("d"));
      const file = await openFile("f");
      await Array.fromAsync(file.stream());
      file.close();
      await (await createFile("g", ending)).abandon();
      await (await createFile("g", ending)).close();
      await (await createFile("/dev/null", ending)).close();
      (await appendTo("f")).close();
    }
    assert(hold.isHeld);
    await hold.release();
  },
  async "a link is held where it leads, and a device by nobody"() {
    Deno.symlinkSync("f", "l");
    const hold = await holdFile("l", ending);
    assertEquals(names(), ["f.lock", "l"]);
    assert(!(await holdFile("f", ending)).isHeld);
    assert(hold.isHeld);
    await hold.release();
    for (let twice = 0; twice < 2; twice++) {
      const hold = await holdFile("/dev/null", ending);
      assert(hold.isHeld);
      await hold.release();
    }
  },
  async "names beside a long name fit the longest that a system takes"() {
    assertEquals(stemOf("d/short"), "d/short");
    assertEquals(stemOf(`d/${"x".repeat(240)}`), `d/${"x".repeat(240)}`);
    for (const length of [241, 255]) {
      assertEquals(stemOf(`d/${"x".repeat(length)}`), `d/${"x".repeat(240)}`);
    }
    assertEquals(stemOf("x".repeat(256)), "x".repeat(256));
    // 80 of three bytes are 240; one byte before them leaves a third out.
    assertEquals(stemOf(`y${"€".repeat(81)}`), `y${"€".repeat(79)}`);
    const long = "x".repeat(255);
    await replaceFile(long, "fits", ending);
    assertEquals(names(), [long]);
  },
  async "a place has a folder, and what is there is a file, a folder or neither"() {
    assertEquals(
      ["f", "d/f", "/f", "d/e/", "d\\f"].map(parentOf),
      ["", "d/", "/", "d/e/", "d\\"],
    );
    write("f", "");
    assertEquals(await isDevice("f"), false);
    assertEquals(await isDevice("."), false);
    assertEquals(await isDevice("none"), false);
    assertEquals(await isDevice("/dev/null"), true);
    assertEquals(await infoOf("none"), undefined);
    assertEquals((await infoOf("f"))?.size, 0);
  },
  async "all bytes are written, however few are taken at a time"() {
    const taken: number[] = [];
    const slow = {
      write(bytes: Uint8Array) {
        const part = bytes.subarray(0, 3);
        taken.push(...part);
        return Promise.resolve(part.length);
      },
    };
    const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
    await writeAll(slow, bytes);
    assertEquals(taken, [...bytes]);
  },
};

let ran = 0;
const root = Deno.makeTempDirSync();
for (const [name, work] of Object.entries(cases)) {
  const folder = `${root}/${++ran}`;
  Deno.mkdirSync(folder);
  Deno.chdir(folder);
  try {
    await work();
    assertEquals(tidies.size, 0, "something is left for a signal to put right");
    assertEquals(attending, 0, "signals are still attended");
  } catch (error) {
    console.log(`${name}: ${(error as Error).message}`);
    tidies.clear();
    attending = 0;
  }
}
Deno.chdir(root);
Deno.removeSync(root, { recursive: true });
console.log(`${ran} cases were tried`);
