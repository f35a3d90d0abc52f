// The book says what is so: outputs are what commands print, links lead
// somewhere, tables name everything.
import { assert, assertEquals } from "@std/assert";
import { builtins } from "../../lib/layers/builtins.ts";
import { compile } from "../../text.ts";
import { chapters } from "../../site/places.ts";
import { run } from "../helpers/memory_io.ts";
import { bookPaths, readPage, samePicture } from "./book.ts";
import { blocksOf } from "./page.ts";
import {
  diagnosticsIn,
  fieldsOf,
  leavesOf,
  unknownIn,
  unseenIn,
} from "./records.ts";
import { torchTwins } from "./torch_twins.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, root));
const paths = await bookPaths();
const pages = new Map(
  await Promise.all(
    [...paths, "CONTRIBUTING.md"].map(async (path) =>
      [path, await read(path)] as const
    ),
  ),
);
const textOf = (path: string) => pages.get(path) ?? "";

for (const path of paths) {
  Deno.test(`${path} shows what its commands print and draw`, async () => {
    const { text, fresh, sessions, pictures } = await readPage(path);
    assertEquals(text, fresh, "Run: deno task docs");
    for (const [file, picture] of Object.entries(pictures)) {
      assert(samePicture(await read(file), picture), `${file} differs`);
    }
    const hidden = sessions.filter(({ status, isShown, words }) =>
      status !== 0 && !isShown && !words.includes("--json")
    );
    assertEquals(hidden, [], "a command that fails shows how");
  });
}

Deno.test("every text of the book that no command uses compiles", () => {
  for (const [path, page] of pages) {
    for (const { language, words, text } of blocksOf(page)) {
      if (language !== "nn" || words.length > 0) continue;
      assertEquals(compile(text).diagnostics, [], `${path}\n${text}`);
    }
  }
});

Deno.test("every link of the book leads to a file and a heading", async () => {
  const anchors = (page: string) =>
    [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-")
    );
  for (const [path, page] of pages) {
    for (const [, link] of page.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [file, heading] = link.split("#");
      const url = file === ""
        ? new URL(path, root)
        : new URL(file, new URL(path, root));
      if (heading === undefined) await Deno.stat(url);
      else {
        const target = await Deno.readTextFile(url);
        assert(anchors(target).includes(heading), `${path}: ${link}`);
      }
    }
  }
});

Deno.test("every task and script that the book names is there", async () => {
  const { tasks } = JSON.parse(await read("deno.json"));
  for (const [path, page] of pages) {
    for (const [, task] of page.matchAll(/deno task ([a-z][\w:-]*)/g)) {
      assert(task in tasks, `${path}: deno task ${task}`);
    }
    for (const [, script] of page.matchAll(/(examples\/[\w./-]+\.\w+)/g)) {
      await Deno.stat(new URL(script, root));
    }
  }
});

Deno.test("every option that the book names is one", async () => {
  const commands = [
    ...(await run(["--help"])).out.matchAll(/^ {2}(\S+) {2,}/gm),
  ]
    .map(([, name]) => name);
  const helps = await Promise.all(
    commands.map(async (name) => (await run([name, "--help"])).out),
  );
  // Those of Deno, npx and torchrun, of nabla without a command, and of tasks that do not tell it
  // in their descriptions.
  const others = [
    "--allow-",
    "--unstable-",
    "--config",
    "--doc",
    "--max-restarts",
    "--record",
    "--short",
    "--version",
    "--yes",
  ];
  // What a program for PyTorch is started with stands in its text.
  const ofTasks = [
    "deno.json",
    "lib/bridges/pytorch/training_text.ts",
    "lib/bridges/pytorch/program.ts",
  ].map(read);
  const written = (await Promise.all(ofTasks)).join("\n")
    .match(/--[a-z][a-z0-9-]*/g);
  for (const path of paths) {
    for (
      const [option] of textOf(path).matchAll(/(?<=[\s`(])--[a-z][a-z0-9-]*/g)
    ) {
      const isKnown = helps.some((help) => help.includes(`  ${option} `)) ||
        others.some((each) => option.startsWith(each)) ||
        written?.includes(option);
      assert(isKnown, `${path}: ${option}`);
    }
  }
});

Deno.test("what programs read names pages that are there, and the site has every page", async () => {
  const list = await read("llms.txt");
  const named = [...list.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path);
  assertEquals(named.filter((path) => !paths.includes(path)), []);
  assert(named.includes("docs/skill.md"));
  const shown = chapters.flatMap(({ pages }) => pages);
  const lacking = paths.filter((path) =>
    path.startsWith("docs/") && !shown.includes(path)
  );
  assertEquals(lacking, []);
});

Deno.test("only layers have a twin in PyTorch", () => {
  const names = new Set(builtins.map(({ definition }) => definition.name));
  assertEquals(Object.keys(torchTwins).filter((name) => !names.has(name)), []);
});

Deno.test("the page on exercises leads to every lesson of the course", async () => {
  const page = textOf("docs/exercises.md");
  const entries = await Array.fromAsync(
    Deno.readDir(new URL("examples/course/", root)),
  );
  const lessons = entries.filter(({ isFile }) => isFile).map(({ name }) =>
    name
  );
  assertEquals(
    lessons.filter((name) => !page.includes(`](../examples/course/${name})`)),
    [],
  );
});

Deno.test("the book's own words are plain", () => {
  const stiff = /unless told otherwise|hardly meant|nought|one's own/i;
  for (const [path, page] of pages) {
    const prose = page.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, "")
      .replaceAll(/<!-- (?!end)[\s\S]*?<!-- end -->/g, "");
    assert(!stiff.test(prose), `${path}: ${stiff.exec(prose)?.[0]}`);
  }
});

Deno.test("the README is a page", () => {
  const lines = textOf("README.md").trimEnd().split("\n").length;
  assert(lines <= 150, `${lines} lines`);
});

/** Fields of docs/json.md that no command on it shows. */
const seldom = [
  "diagnostics",
  "texts[].items[].details",
  "texts[].items[].message",
  // Of training.
  "kind",
  "path",
  "message",
  // Of layers with mistakes.
  ...["moved", "found", "unfollowed", "mistake", "pattern", "tooSmall", "bound"]
    .map((name) => `networks[].report.checks[].gradients[].${name}`),
  ...["waiver", "precision"].map((name) =>
    `networks[].report.checks[].${name}`
  ),
  "networks[].report.partial",
  // Of onnxruntime, where it is installed.
  "verified",
  // Of faults of nabla.
  "networks[].error",
  "texts[].error",
  // Of networks that learned from other data.
  ...[
    "arrays.inputs",
    "arrays.parts.*",
    "inputs.*",
    "losses.*",
    "schema.inputs[].part",
    "arrays.shape",
    "arrays.target",
    "schema.inputs[].categories",
    "schema.inputs[].shape",
    "targetNormalization.offset",
    "targetNormalization.scale",
    "reading.comment",
    "reading.missing",
    "reading.missingNames",
    "reading.width",
    "labels",
    "targetShape",
  ].map((name) => `networks[].data.${name}`),
];

function isWithin(field: string, part: string): boolean {
  return field.startsWith(`${part}.`) || field.startsWith(`${part}[]`);
}

const jsonPage = readPage("docs/json.md");
const sections = fieldsOf(textOf("docs/json.md"));
for (const { title, always, sometimes, commands } of sections) {
  const isLog = title === "The log";
  if (commands.length === 0 && !isLog) continue;
  Deno.test(`${title} --json has the fields of its table`, async () => {
    const { sessions, files } = await jsonPage;
    const calls = commands.join("").replaceAll(/\\\n|"/g, "")
      .replaceAll(/ +/g, " ");
    const records = isLog
      ? ["net.jsonl", "both.jsonl", "broken.jsonl"].flatMap((name) =>
        new TextDecoder().decode(files[name] as Uint8Array)
          .trim().split("\n").map((line) => JSON.parse(line))
      )
      : sessions.filter(({ words }) =>
        calls.includes(`nabla ${words.join(" ")}\n`)
      ).map(({ out }) => JSON.parse(out));
    assert(records.length > 0);
    const head = isLog ? [] : ["version", "command", "status"];
    const known = [...head, ...always, ...sometimes];
    const seen: string[] = [];
    for (const record of records) {
      const found = leavesOf(record);
      seen.push(...found);
      assertEquals(unknownIn(found, known), []);
      // What stands in a field that may be left out is there where that is.
      const isLeftOut = (field: string) =>
        sometimes.some((part) =>
          isWithin(field, part) && !found.some((each) => isWithin(each, part))
        );
      assertEquals(
        unseenIn(found, [...head, ...always]).filter((field) =>
          !isLeftOut(field)
        ),
        [],
      );
    }
    assertEquals(
      unseenIn(seen, sometimes).filter((field) => !seldom.includes(field)),
      [],
    );
    const [shape] = sections.filter((each) => each.title === "Diagnostics");
    for (const diagnostic of records.flatMap(diagnosticsIn)) {
      const found = leavesOf(diagnostic);
      assertEquals(unknownIn(found, [...shape.always, ...shape.sometimes]), []);
      assertEquals(unseenIn(found, shape.always), []);
    }
  });
}
