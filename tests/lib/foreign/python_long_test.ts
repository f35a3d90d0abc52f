// The program that serves functions of Python, on files that need no package, and on
// the examples where numpy, PyTorch and JAX are installed.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { formatAdvice } from "../../../lib/base/advice.ts";
import {
  type ForeignFunction,
  foreignFunction,
  gradcheck,
  gradcheckAsync,
  NablaError,
  pythonArguments,
  type PythonFunction,
} from "../../../mod.ts";
import { findPython, pythonTest } from "../../helpers/python.ts";

const plain = "tests/fixtures/python/plain.py";

/** Serves a function of Python; what the file prints is dropped. */
async function withPython<T>(
  python: string,
  own: PythonFunction,
  use: (subject: ForeignFunction) => Promise<T>,
): Promise<T> {
  const child = new Deno.Command(python, {
    args: pythonArguments(own),
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const pipes = { readable: child.stdout, writable: child.stdin };
  let subject: ForeignFunction | undefined;
  try {
    subject = await foreignFunction(pipes);
    return await use(subject);
  } finally {
    await subject?.close();
    const { code } = await child.status;
    assert(code === 0 || own.name === "killed", `status ${code}`);
  }
}

const report = (python: string, own: PythonFunction) =>
  withPython(python, own, (subject) => gradcheckAsync(subject));

await pythonTest(
  "a function over lists has the report that it has in TypeScript",
  undefined,
  async (python) => {
    const at = [[1, -2, 0.5]];
    const f = (x: Float64Array) => x.map((t) => t * t * t);
    const back = (factor: number) => (dy: Float64Array, x: Float64Array) => [
      x.map((t, i) => factor * t * t * dy[i]),
    ];
    for (const [name, factor] of [["cube", 3], ["wrong", 2]] as const) {
      assertEquals(
        await report(python, { file: plain, name }),
        gradcheck({ name, f, vjp: back(factor), at, names: ["x"] }),
      );
    }
  },
);

await pythonTest(
  "forward and backward are taken as they are written",
  undefined,
  async (python) => {
    const forms = {
      dot: [["a", [2]], ["b", [2]]],
      Keeping: [["x", [2, 2]]],
      pair: [["x", []]],
      one_sided: [["a", [2]]],
    };
    for (const [name, arguments_] of Object.entries(forms)) {
      const { verdict, checks: [{ gradients, notDifferentiated }] } =
        await report(python, { file: plain, name });
      assertEquals(verdict, "pass", name);
      assertEquals(
        gradients.map(({ path, shape }) => [path, shape]),
        arguments_,
      );
      const others = name === "one_sided" ? ["b"] : [];
      assertEquals(notDifferentiated.map(({ path }) => path), others);
    }
  },
);

await pythonTest(
  "a step that leaves the domain of f is not the end",
  undefined,
  async (python) => {
    const found = await report(python, { file: plain, name: "root" });
    assertEquals([found.verdict, found.totals.checked], ["pass", 2]);
  },
);

await pythonTest(
  "what f changes in place is found",
  undefined,
  async (python) => {
    const { checks: [{ behaviors }] } = await report(python, {
      file: plain,
      name: "scales",
    });
    const pure = behaviors.find(({ name }) => name === "pure");
    assertEquals([pure?.verdict, pure?.detail], ["fail", "f changes x"]);
  },
);

await pythonTest("shapes are drawn by the seed", undefined, async (python) => {
  const draw = (seed: number) =>
    withPython(
      python,
      { file: plain, name: "shaped", shapes: [[2, 3], [2]], seed },
      (subject) => Promise.resolve(subject),
    );
  const [one, same, other] = [await draw(1), await draw(1), await draw(2)];
  assertEquals(one.shapes, [[2, 3], [2]]);
  assertEquals(one.at, same.at);
  assert(
    one.at.every((values) =>
      new Set(Array.from(values)).size === values.length
    ),
  );
  assert(one.at[0][0] !== other.at[0][0]);
  const { verdict } = await report(python, {
    file: plain,
    name: "shaped",
    shapes: [[2, 3], [2]],
  });
  assertEquals(verdict, "pass");
});

/** Errors in full, with the way out. */
const errors: Readonly<Record<string, string>> = {
  raising:
    "Cannot run the forward pass of raising as it raised ValueError: too deep\n" +
    `  ${plain}:106, in raising: return deeper(x)\n` +
    `  ${plain}:110, in deeper: raise ValueError("too deep")`,
  raising_back:
    "Cannot run the backward pass of raising_back as it raised IndexError: list index out of range\n" +
    `  ${plain}:121, in raising_back_vjp: return dy[9]`,
  leaving:
    "Cannot run the forward pass of leaving as it raised SystemExit: good bye\n" +
    `  ${plain}:128, in leaving: sys.exit("good bye")`,
  killed: "Cannot talk to the program as it ended before it answered",
  no_gradient: "Cannot check a function of the program as no_gradient has no " +
    "gradient. Write no_gradient_vjp(dy, x) beside it: it returns the gradient of each argument.",
  no_place:
    "Cannot check a function of the program as it has no arguments to be checked at. " +
    "Write no_place_at = [x, weight] in the file, with an array for each, or give --shapes.",
  whole:
    "Cannot check a function of the program as no argument in its at holds real numbers. Write 1.0 for 1.",
  number:
    "Cannot check a function of the program as number is no function: found int",
  Pair:
    "Cannot check a function of the program as Pair is a class that needs arguments. " +
    "Write pair = Pair(…) in the file, and name that.",
  nothing:
    "Cannot run the forward pass of nothing as the result is None. Is a return missing?",
  text:
    "Cannot run the forward pass of text as the result must hold real numbers: found str. Give a number, or an array or a list of them.",
  ragged:
    "Cannot run the forward pass of ragged as the result must hold real numbers: found rows of different lengths. Give a number, or an array or a list of them.",
  too_few:
    "Cannot run the backward pass of too_few as there must be a gradient for each argument, a, b: found 1. Return None for one that has none.",
  misshaped:
    "Cannot run the backward pass of misshaped as the gradient of x must have its shape, 3: found 1×3",
  cubes:
    "Cannot check a function of the program as the file has no cubes. Did you mean cube?",
};
for (const [name, words] of Object.entries(errors)) {
  await pythonTest(
    `${name} of plain.py is refused, with a way out`,
    undefined,
    (python) => assertRefused(python, plain, name, words),
  );
}

await pythonTest(
  "two results of a function with a vjp are two rows, not a result and a cache",
  undefined,
  async (python) => {
    const { verdict, checks: [{ gradients: [x] }] } = await report(python, {
      file: plain,
      name: "twice",
    });
    assertEquals([verdict, x.checked], ["pass", 2]);
  },
);

/** The names of arguments with wrong gradients in each function of the examples. */
const examples: Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
> = {
  numpy: { softmax: [], hasty_softmax: ["x"], affine: [], Relu: [] },
  torch: {
    Swish: [],
    HastySwish: ["x"],
    gate: [],
    hasty_gate: ["x", "linear.weight", "linear.bias"],
  },
  jax: { dense: [], softplus: [], hasty_softplus: ["x"] },
};
for (const [library, functions] of Object.entries(examples)) {
  const file = `examples/foreign/${library}_functions.py`;
  for (const [name, wrong] of Object.entries(functions)) {
    await pythonTest(
      `${name} of ${file} is ${wrong.length === 0 ? "right" : "wrong"}`,
      library,
      async (python) => {
        const { verdict, precision, checks: [{ gradients }] } = await report(
          python,
          { file, name },
        );
        assertEquals(
          gradients.filter((each) => each.wrong > 0).map(({ path }) => path),
          wrong,
        );
        assertEquals(verdict, wrong.length === 0 ? "pass" : "fail");
        assertEquals(precision, name === "Relu" ? "float32" : "float64");
      },
    );
  }
}

/** The verdict on functions of each library, and the arguments that are asked for. */
const forms: Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
> = {
  numpy: {
    mixed: ["pass", "x float64 2,2", "w float32 2", "rows float64 2"],
    scaled: ["pass", "x float64 3", "factor float64 "],
    shifting: ["fail", "x float64 2"],
  },
  torch: {
    Scale: ["pass", "x float32 3"],
    detached: ["fail", "x float64 2"],
    shifting: ["fail", "x float64 2"],
    by_hand: ["pass", "x float64 2"],
    lookup: ["pass", "input float64 3", "weight float64 4,2"],
  },
  jax: {
    plain: ["pass", "x float64 2"],
    jitted: ["pass", "x float32 3", "n float64 1"],
    by_hand: ["pass", "x float64 "],
  },
};
for (const [library, functions] of Object.entries(forms)) {
  const file = `tests/fixtures/python/${library}_forms.py`;
  for (const [name, [verdict, ...takes]] of Object.entries(functions)) {
    await pythonTest(
      `${name} of ${library}: ${verdict}`,
      library,
      async (python) => {
        await withPython(python, { file, name }, async (subject) => {
          const { names = [], at, shapes = [] } = subject;
          const kinds = at.map((values) =>
            values instanceof Float32Array ? "float32" : "float64"
          );
          assertEquals(
            names.map((own, k) => `${own} ${kinds[k]} ${shapes[k]}`),
            takes,
          );
          assertEquals((await gradcheckAsync(subject)).verdict, verdict);
        });
      },
    );
  }
}

const errorsOf: Readonly<
  Record<string, Readonly<Record<string, string>>>
> = {
  numpy: {
    half:
      "Cannot check a function of the program as argument x must hold real numbers: found float16. Take float32 or float64.",
    complex:
      "Cannot run the forward pass of complex as the result must hold real numbers: found complex128. Write the real and the imaginary part as arrays of their own.",
    two:
      "Cannot run the forward pass of two as the result must be one array: found 3 arrays. Return them as one.",
    summed:
      "Cannot run the backward pass of summed as the gradient of x must have its shape, 2: found 1",
  },
  torch: {
    Few:
      "Cannot run the backward pass of Few as it raised RuntimeError: function FewBackward returned an incorrect number of gradients (expected 2, got 1)",
    number:
      "Cannot check a function of the program as no argument in its at holds real numbers. Write a tensor.",
  },
};
for (const [library, functions] of Object.entries(errorsOf)) {
  const file = `tests/fixtures/python/${library}_forms.py`;
  for (const [name, words] of Object.entries(functions)) {
    await pythonTest(
      `${name} of ${library} is refused`,
      library,
      (python) => assertRefused(python, file, name, words),
    );
  }
}

async function assertRefused(
  python: string,
  file: string,
  name: string,
  words: string,
) {
  const error = await assertRejects(
    () => report(python, { file, name }),
    NablaError,
  );
  const { message, help } = error;
  const wayOut = help === undefined ? "" : `. ${formatAdvice(help)}`;
  assertEquals(message + wayOut, words);
}

await pythonTest(
  "a module runs in the precision that it is asked for",
  "torch",
  async (python) => {
    const file = "examples/foreign/torch_functions.py";
    await withPython(python, { file, name: "gate" }, async (subject) => {
      const { precision, verdict } = await gradcheckAsync(subject, {
        precision: "float32",
      });
      assertEquals([precision, verdict], ["float32", "pass"]);
    });
  },
);

Deno.test("shapes and a seed that make no sense are refused", () => {
  const own = { file: plain, name: "cube" };
  for (
    const [more, words] of [
      [{ shapes: [[3, 0]] }, "a shape must be of positive integers: found 3×0"],
      [{ seed: 0.5 }, "seed must be an integer of at least 0: found 0.5"],
      [{ shapes: [[1e5, 1e5]] }, "at most 100,000,000 numbers of arguments"],
    ] as const
  ) {
    try {
      pythonArguments({ ...own, ...more });
    } catch (error) {
      assert(error instanceof NablaError && error.message.includes(words));
      continue;
    }
    assert(false, words);
  }
});

await pythonTest(
  "the program of the book serves its function",
  undefined,
  async (python) => {
    const page = await Deno.readTextFile("docs/python.md");
    const code = page.split("```py\n").at(-1)?.split("```")[0] ?? "";
    const child = new Deno.Command(python, {
      args: ["-c", code],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const pipes = { readable: child.stdout, writable: child.stdin };
    const subject = await foreignFunction(pipes);
    const found = await gradcheckAsync(subject);
    await subject.close();
    assertEquals((await child.status).code, 0);
    assertEquals(found, await report(python, { file: plain, name: "cube" }));
  },
);

Deno.test({
  name: "examples/foreign/python.ts tells right functions of numpy from wrong",
  // The script takes the first Python that is found.
  ignore: await findPython("numpy") !== "python3",
  fn: async () => {
    const script = "examples/foreign/python.ts";
    const [, flags = ""] = /deno run (.*) examples\//
      .exec(await Deno.readTextFile(script)) ?? [];
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", ...flags.split(" "), script],
    }).output();
    const [out, error] = [stdout, stderr].map((bytes) =>
      new TextDecoder().decode(bytes)
    );
    assertEquals(
      [out, error],
      [
        "softmax: pass\nhasty_softmax: fail\n  x: 6 of 6 are wrong\n" +
        "affine: pass\nRelu: pass\n",
        "",
      ],
    );
  },
});
