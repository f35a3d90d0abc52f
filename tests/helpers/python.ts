const found = new Map<string, Promise<string | undefined>>();

/** The first Python that is found and has a package; undefined where none has. */
export function findPython(name = "sys"): Promise<string | undefined> {
  const known = found.get(name) ?? search(name);
  found.set(name, known);
  return known;
}

async function search(name: string): Promise<string | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    try {
      const { success } = await new Deno.Command(python, {
        args: ["-c", `import ${name}`],
        stdout: "null",
        stderr: "null",
      }).output();
      if (success) return python;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** Registers a test that is given a Python with a package, or that says in its name that there is none. */
export async function pythonTest(
  name: string,
  needed: string | undefined,
  fn: (python: string) => Promise<void>,
): Promise<void> {
  const python = await findPython(needed);
  if (python !== undefined) return Deno.test(name, () => fn(python));
  const missing = needed === undefined ? "python3" : `python3 with ${needed}`;
  Deno.test.ignore(`${name} (skipped: there is no ${missing})`, () => {});
}
