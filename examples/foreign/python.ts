// Checks functions of Python from TypeScript, as a test may do. In a package,
// import from "jsr:@nabla/nabla" instead.
//
//   deno run --allow-read --allow-run=python3 examples/foreign/python.ts

import {
  foreignFunction,
  gradcheckAsync,
  type GradcheckReport,
  pythonArguments,
} from "../../mod.ts";

/** The report on a function in a file of Python. */
async function checkPython(
  file: string,
  name: string,
): Promise<GradcheckReport> {
  const python = new Deno.Command("python3", {
    args: pythonArguments({ file, name }),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const pipes = { readable: python.stdout, writable: python.stdin };
  const subject = await foreignFunction(pipes, `${file}:${name}`);
  try {
    return await gradcheckAsync(subject);
  } finally {
    // Python ends with its input.
    await subject.close();
    await python.status;
  }
}

const file = "examples/foreign/numpy_functions.py";
for (const name of ["softmax", "hasty_softmax", "affine", "Relu"]) {
  const { verdict, checks: [{ gradients }] } = await checkPython(file, name);
  console.log(`${name}: ${verdict}`);
  for (const { path, wrong, checked } of gradients) {
    if (wrong > 0) console.log(`  ${path}: ${wrong} of ${checked} are wrong`);
  }
}
