/**
 * Notebooks with what their cells show. The cells run in order as one module, and
 * what each ends with is asked for its pictures as `deno jupyter` asks.
 */

const root = new URL("../../", import.meta.url);

/** What a cell ends with, by media type: `text/plain` and others. */
export type Shown = Readonly<Record<string, string>>;

/** A cell of code, or of words. */
export interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly source: readonly string[];
}

/** A notebook as its file holds it: the format of Jupyter, version 4. */
interface Notebook {
  readonly cells: readonly Cell[];
}

/** A notebook of this repository, and what it should be. */
export interface NotebookPage {
  /** What the file holds. */
  readonly text: string;
  /** The same cells with what they show. */
  readonly fresh: string;
  /** What each cell shows; undefined for one that shows nothing. */
  readonly shown: readonly (Shown | undefined)[];
}

/** Reads a notebook and runs it anew, with more options for `deno run`. It gets no permission. */
export async function readNotebook(
  path: string,
  options: readonly string[] = [],
): Promise<NotebookPage> {
  const text = await Deno.readTextFile(new URL(path, root));
  const notebook: Notebook = JSON.parse(text);
  const codes = notebook.cells.map(({ cell_type, source }) =>
    cell_type === "code" ? source.join("") : ""
  );
  const shown = await runCells(codes, options);
  let count = 0;
  const cells = notebook.cells.map((cell, i) => {
    if (cell.cell_type !== "code") return cell;
    count++;
    return {
      ...cell,
      execution_count: count,
      outputs: outputsOf(shown[i], count),
    };
  });
  const fresh = JSON.stringify({ ...notebook, cells }, undefined, 1);
  return { text, fresh: `${fresh}\n`, shown };
}

function outputsOf(shown: Shown | undefined, count: number) {
  if (shown === undefined) return [];
  const data = Object.fromEntries(
    Object.entries(shown).map(([type, text]) =>
      [type, text.match(/.*\n|.+$/g) ?? []] as const
    ),
  );
  return [{
    data,
    execution_count: count,
    metadata: {},
    output_type: "execute_result",
  }];
}

/**
 * What cells of code show, each that ends with an expression.
 *
 * @throws {RangeError} if they do not run.
 */
export async function runCells(
  codes: readonly string[],
  options: readonly string[] = [],
): Promise<readonly (Shown | undefined)[]> {
  const helper = new URL("tests/helpers/notebook.ts", root);
  const program = [
    `import { displayed as __displayed } from "${helper}";`,
    "const __shown: Record<number, unknown> = {};",
    ...codes.map(withShown),
    "console.log(JSON.stringify(__shown));",
  ].join("\n");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...options, "--ext=ts", "-"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (!success) throw new RangeError(decoder.decode(stderr));
  const shown: Record<number, Shown> = JSON.parse(decoder.decode(stdout));
  return codes.map((_, i) => shown[i]);
}

/** The code of a cell that keeps what its last statement gives, which begins in the last line that is not indented. */
function withShown(code: string, index: number): string {
  const lines = code.split("\n");
  const last = lines.findLastIndex((line) => /^[^\s)}\]`]/.test(line));
  const end = lines.slice(last).join("\n");
  const isStatement =
    /^(?:import|export|const|let|function|class|interface|type|if|for|while|throw)\b|^\/\//;
  if (last < 0 || isStatement.test(end)) return code;
  return [
    ...lines.slice(0, last),
    `__shown[${index}] = await __displayed(${end.replace(/;\s*$/, "")});`,
  ].join("\n");
}
