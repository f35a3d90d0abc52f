// `nabla gradcheck --python` on files of Python that need no package.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { gradcheck, renderReport } from "../../../../../mod.ts";
import { run, type World } from "../../../../helpers/memory_io.ts";
import { pythonTest } from "../../../../helpers/python.ts";

const plain = "tests/fixtures/python/plain.py";

/** What a command line does in a process of its own, with the permissions that it is given. */
async function nabla(
  words: readonly string[],
  flags: readonly string[] = ["--allow-run=python3"],
  signal?: { readonly after: string },
) {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--allow-read", ...flags],
      ...["--import-map=.ci/import_map.json", "dsl/cli/main.ts"],
      ...["gradcheck", ...words],
    ],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const decoder = new TextDecoder();
  let error = "";
  const listening = (async () => {
    for await (const bytes of child.stderr) {
      error += decoder.decode(bytes);
      if (signal !== undefined && error.includes(signal.after)) {
        child.kill("SIGINT");
        signal = undefined;
      }
    }
  })();
  const out = await new Response(child.stdout).text();
  await listening;
  return { status: (await child.status).code, out, error };
}

function reportOf(name: string, factor: number) {
  return gradcheck({
    name,
    names: ["x"],
    f: (x) => x.map((t) => t * t * t),
    vjp: (dy, x) => [x.map((t, i) => factor * t * t * dy[i])],
    at: [[1, -2, 0.5]],
  }, { seed: 3 });
}

await pythonTest(
  "the report is that of the same function in TypeScript, with the command that shows it again",
  undefined,
  async (python) => {
    for (const [name, factor] of [["cube", 3], ["wrong", 2]] as const) {
      const title = `${plain}:${name}`;
      const words = ["--seed", "3", "--interpreter", python];
      const { status, out, error } = await run([
        ...["gradcheck", "--python", title, ...words],
      ]);
      const report = reportOf(name, factor);
      const command = `nabla gradcheck --python ${title} ${words.join(" ")}`;
      assertEquals(out, `${renderReport(report, { command })}\n`);
      assertEquals(status, factor === 3 ? 0 : 1);
      // What the functions print is passed on.
      assertEquals(
        new Set(error.trim().split("\n")),
        new Set(["a print must not reach the pipe", "forward"]),
      );
    }
  },
);

await pythonTest(
  "several functions are checked one after the other, and reports have every form",
  undefined,
  async (python) => {
    const titles = ["cube", "wrong"].map((name) => `${plain}:${name}`);
    const words = [
      ...["gradcheck", "--seed", "3", "--interpreter", python],
      ...titles.flatMap((title) => ["--python", title]),
    ];
    const { status, out } = await run(words);
    assertEquals(status, 1);
    assertMatch(out, /cube\n\n.*PASS.*wrong\n\n.*FAIL/s);
    const json = await run([...words, "--json"]);
    const { functions, command } = JSON.parse(json.out);
    const reports = [reportOf("cube", 3), reportOf("wrong", 2)];
    assertEquals([command, json.status], ["gradcheck", 1]);
    assertEquals(
      functions,
      titles.map((source, k) => ({
        source,
        report: JSON.parse(JSON.stringify(reports[k])),
      })),
    );
    const { out: tap, files } = await run([
      ...[...words, "--tap", "--junit", "a.xml", "--html", "a.html"],
    ]);
    assertMatch(tap, /^ok 1 .*cube: gradient of x/m);
    assertMatch(tap, /^not ok \d+ .*wrong: gradient of x/m);
    assertStringIncludes(files["a.xml"], 'name="wrong: gradient of x"');
    for (const title of titles) assertStringIncludes(files["a.html"], title);
  },
);

await pythonTest(
  "options of the check are options of a function's check",
  undefined,
  async (python) => {
    const { out } = await run([
      ...["gradcheck", "--python", `${plain}:shaped`, "--interpreter", python],
      ...["--shapes", "2x3,2", "--only", "y", "--scheme", "central"],
      ...["--step", "1e-5", "--precision", "float64", "--json"],
    ]);
    const [{ report }] = JSON.parse(out).functions;
    const { scheme, step, verdict, checks: [{ gradients }] } = report;
    assertEquals([scheme, step, verdict], ["central", 1e-5, "pass"]);
    assertEquals(
      gradients.map(({ path, shape }: { path: string; shape: number[] }) => [
        path,
        shape,
      ]),
      [["y", [2]]],
    );
  },
);

/** Command lines that make no sense, with the words about them. */
const mistakes: readonly (readonly [words: string, error: string])[] = [
  [
    "fc(2,1) --python a.py:f",
    '--python checks functions, and "fc(2,1)" is a network\nCheck them one after the other.',
  ],
  [
    "--python a.py:f --batch 3",
    "--batch is for networks, and --python checks a function\nLeave it out.",
  ],
  ["--python a.py:f --sweep", "--sweep is for networks"],
  ["--python a.py:f --layers a.ts", "--layers is for networks"],
  ["--python a.py:f --workers 2", "--workers is for networks"],
  [
    "--python a.py:f --shapes 2x,3",
    "--shapes must be shapes with commas between them: found 2x,3\n" +
    "Write --shapes 2x3,3 for a matrix and a row.",
  ],
  [
    "--python a.py:f --shapes 2x0",
    "cannot check f as a shape must be of positive integers: found 2×0",
  ],
  [
    "fc(2,1) --shapes 3",
    "--shapes goes with --python, and a network is checked\n" +
    "Name a function in a file of Python, as in --python layer.py:softmax.",
  ],
  ["fc(2,1) --interpreter python", "--interpreter goes with --python"],
  [
    "--python a.py:f --interpreter no-such-python",
    "cannot start no-such-python: there is no such program\n" +
    "Name the Python to take, as in --interpreter python.",
  ],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla gradcheck ${words}: status 2, and a way out`, async () => {
    const { status, out, error } = await run([
      "gradcheck",
      ...words.split(" "),
    ]);
    assertEquals([status, out], [2, ""]);
    assert(error.startsWith(`nabla: ${message}`), error);
  });
}

await pythonTest(
  "what Python refuses or raises is an error of the command, without our stack",
  undefined,
  async (python) => {
    const words = (name: string) => [
      ...["gradcheck", "--interpreter", python, "--python", `${plain}${name}`],
    ];
    const raised = await run(words(":raising"));
    assertEquals([raised.status, raised.out], [2, ""]);
    assertEquals(
      raised.error,
      "a print must not reach the pipe\n" +
        `nabla: cannot run the forward pass of ${plain}:raising as it raised ValueError: too deep\n` +
        `  ${plain}:106, in raising: return deeper(x)\n` +
        `  ${plain}:110, in deeper: raise ValueError("too deep")\n`,
    );
    const nameless = await run(words(""));
    assertEquals(nameless.status, 2);
    assertStringIncludes(
      nameless.error,
      `cannot check ${plain} as a function must be named\nIt has cube, `,
    );
    const doubtful = await run([...words(":cube"), "--seed", "4"], {
      columns: 40,
    });
    for (const line of doubtful.out.split("\n")) {
      assert(line.length <= 40, line);
    }
    const missing = await run(words("x:cube"));
    assertEquals(
      missing.error,
      `nabla: cannot check ${plain}x:cube as there is no such file\n`,
    );
  },
);

await pythonTest(
  "prints of the file go to standard error, and the report to standard output",
  undefined,
  async () => {
    const ran = await nabla(["--python", `${plain}:cube`]);
    assertEquals(ran.status, 0, ran.error);
    assertMatch(ran.out, /^ +gradient of/);
    assert(!ran.out.includes("forward\n"));
    assertMatch(ran.error, /^a print must not reach the pipe\nforward\n/);
  },
);

Deno.test("without the permission the error says which one", async () => {
  const { status, out, error } = await nabla(["--python", `${plain}:cube`], []);
  assertEquals([status, out], [2, ""]);
  assertMatch(
    error,
    /^nabla: may not start python3\nRun Deno with --allow-run=python3 as well;/,
  );
});

await pythonTest(
  "Ctrl-C ends Python as well, in a check and in a call that hangs",
  undefined,
  async () => {
    const file = "tests/fixtures/python/slow.py";
    const slow = await nabla(["--python", `${file}:slow`], undefined, {
      after: "call 100\n",
    });
    assertEquals(slow.status, 130, slow.error);
    assertStringIncludes(slow.out, "STOPPED");
    const [, seen] = /: (\d+) of 500 numbers were compared/.exec(slow.out) ??
      [];
    assertStringIncludes(slow.error, `nabla: stopped after ${seen} of 500`);
    const hanging = await nabla(["--python", `${file}:hanging`], undefined, {
      after: "it hangs\n",
    });
    assertEquals([hanging.status, hanging.out], [130, ""]);
    assertStringIncludes(hanging.error, "stopped before a number was compared");
  },
);

await pythonTest(
  "--watch checks again at a change of the file, and a mistake does not end it",
  undefined,
  async (python) => {
    const world: World = { files: { [plain]: "" }, changes: [{ [plain]: "" }] };
    for (const [name, status] of [["cube", 0], ["raising", 2]] as const) {
      const ran = await run([
        ...["gradcheck", "--python", `${plain}:${name}`, "--watch"],
        ...["--interpreter", python],
      ], world);
      assertEquals(ran.status, status);
      assertEquals(ran.error.split(`watching ${plain}`).length, 3);
      const times = `${ran.out}${ran.error}`.match(/PASS|too deep\n/g);
      assertEquals(times?.length, 2);
    }
  },
);

await pythonTest(
  "a file that cannot be read costs its function, not the others",
  undefined,
  async (python) => {
    for (const others of [[], ["--python", `${plain}:cube`]]) {
      const { status, out, error, files } = await run([
        ...["gradcheck", "--python", "gone.py:f", ...others],
        ...["--interpreter", python, "--tap", "--junit", "out.xml"],
      ]);
      assertEquals(status, 2);
      assertStringIncludes(out, "not ok 1 - gone.py:f: numbers");
      assertStringIncludes(error, "gone.py:f as there is no such file");
      assertEquals(files["out.xml"].includes('errors="1"'), true);
      assertEquals(out.includes("cube: gradient of x"), others.length > 0);
    }
  },
);
