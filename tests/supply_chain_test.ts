// What comes from elsewhere: packages, and actions of the workflows.
import { assertEquals, assertMatch } from "@std/assert";

const root = new URL("../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, root));
const workflows = Array.from(
  Deno.readDirSync(new URL(".github/workflows", root)),
  ({ name }) => name,
);

/** What a job of a workflow may do besides reading. */
const granted: Readonly<Record<string, readonly string[]>> = {
  "site.yml": ["pages: write", "id-token: write"],
  "release.yml": ["id-token: write", "id-token: write", "contents: write"],
};

for (const name of workflows) {
  const text = await read(`.github/workflows/${name}`);

  Deno.test(`${name} takes each action by its commit`, () => {
    const uses = [...text.matchAll(/^[ -]*uses: *(.*)$/gm)];
    assertEquals(
      uses.map(([, action]) => action).filter((action) =>
        !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)
      ),
      [],
    );
  });

  Deno.test(`${name} may read the repository and what is listed, and its steps have no key of it`, () => {
    assertMatch(text, /^permissions:\n {2}contents: read\n(?! )/m);
    const writes = [...text.matchAll(/^ +([\w-]+: write.*)$/gm)];
    assertEquals(writes.map(([, right]) => right), granted[name] ?? []);
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    assertEquals(
      count(/persist-credentials: false/g),
      count(/actions\/checkout@/g),
    );
  });
}

Deno.test("the command line runs with the packages that the lock holds", async () => {
  const launcher = await read(".ci/nabla.ts");
  assertMatch(launcher, /"--frozen"/);
  const map = JSON.parse(await read(".ci/import_map.json"));
  const { npm } = JSON.parse(await read(".ci/deno.lock"));
  const name = map.imports.fflate.replace("npm:", "");
  assertMatch(npm[name].integrity, /^sha512-/);
});

Deno.test("the promises of SECURITY.md lead to tests", async () => {
  const text = await read("SECURITY.md");
  const [, promises] = /## What is promised\n([^]*?)\n## /.exec(text) ?? [];
  const links = [...promises.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) =>
    path
  );
  for (const path of links) assertMatch(await read(path), /Deno\.test\(/);
  assertEquals(links.length >= 10, true);
});

Deno.test("only the tag of the version, of which the changelog tells, is released", async () => {
  const { version } = JSON.parse(await read("deno.json"));
  const release = async (tag: string) => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--allow-read", ".ci/release.ts", tag],
      cwd: root,
    }).output();
    return `${code} ${new TextDecoder().decode(stderr)}`;
  };
  assertEquals(await release(`v${version}`), "0 ");
  const tag = `v${version}1`;
  assertEquals(await release(tag), `1 the tag ${tag} is not v${version}\n`);
});

Deno.test("the package has what JSR asks for", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-read", "--allow-run", ".ci/jsr.ts"],
    cwd: root,
  }).output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
});
