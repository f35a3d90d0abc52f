import type { Item } from "../../../lib/layer/item.ts";

/** Numbers, and quotients of two, that are not part of a name. */
const number =
  /(?<![\w./])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?:\/\d+(?:\.\d+)?(?:e[-+]?\d+)?)?(?![\w./])/g;

/**
 * A `let` and how it is used. Bodies that differ in their numbers alone are one
 * `let`: the numbers in which they differ are its parameters.
 */
interface Template {
  readonly name: string;
  /** For each parameter, which number of the body it is. */
  readonly places: readonly number[];
}

export class Blocks {
  /** `let block(n) = …`, innermost first. */
  readonly statements: string[] = [];
  readonly #rows = new Map<string, (readonly Item[])[]>();
  readonly #templates = new Map<string, ReadonlyMap<string, Template>>();
  readonly #open = new Set<string>();

  readonly #format: (row: readonly Item[], blocks: Blocks) => string;

  constructor(
    items: readonly Item[],
    format: (row: readonly Item[], blocks: Blocks) => string,
  ) {
    this.#format = format;
    this.#collect(items);
  }

  /** `block(4)`: a block with this body; undefined if it is within another of its name. */
  use(block: string, body: string): string | undefined {
    if (this.#open.has(block)) return undefined;
    const template = this.#templatesOf(block).get(skeletonOf(body));
    if (template === undefined) return undefined;
    const { name, places } = template;
    const numbers = body.match(number) ?? [];
    const words = places.map((place) => numbers[place]);
    return words.length === 0 ? name : `${name}(${words.join(", ")})`;
  }

  #collect(items: readonly Item[]): void {
    for (const item of items) {
      if (item.kind === "merge") {
        item.branches.forEach((row) => this.#collect(row));
      }
      if (item.kind !== "group") continue;
      this.#collect(item.items);
      if (item.block === undefined) continue;
      const rows = this.#rows.get(item.block) ?? [];
      this.#rows.set(item.block, [...rows, item.items]);
    }
  }

  /** The `let`s for blocks of a name, by their bodies without numbers; blocks made in TypeScript may differ in more. */
  #templatesOf(block: string): ReadonlyMap<string, Template> {
    const known = this.#templates.get(block);
    if (known !== undefined) return known;
    this.#open.add(block);
    const rows = this.#rows.get(block) ?? [];
    const bodies = new Set(rows.map((row) => this.#format(row, this)));
    this.#open.delete(block);
    const templates = new Map<string, Template>();
    for (const [skeleton, like] of Map.groupBy(bodies, skeletonOf)) {
      let name = block;
      for (let n = 2; this.#isTaken(name, templates); n++) {
        name = `${block}_${n}`;
      }
      const { places, parameters, body } = generalize(like);
      const list = parameters.length === 0 ? "" : `(${parameters.join(", ")})`;
      this.statements.push(`let ${name}${list} = ${body}`);
      templates.set(skeleton, { name, places });
    }
    this.#templates.set(block, templates);
    return templates;
  }

  #isTaken(name: string, templates: ReadonlyMap<string, Template>): boolean {
    return templates.size > 0 && this.#rows.has(name) ||
      [...templates.values()].some((each) => each.name === name);
  }
}

function skeletonOf(body: string): string {
  return body.replace(number, "0");
}

/** Bodies that differ in numbers alone as one, with a parameter for each number that differs. */
function generalize(bodies: readonly string[]) {
  const rows = bodies.map((body) => body.match(number) ?? []);
  const columns = rows[0].map((_, place) =>
    rows.map((row) => row[place]).join()
  );
  const isVaried = (place: number) =>
    rows.some((row) => row[place] !== rows[0][place]);
  // Numbers that are the same in every body are one parameter.
  const varied = [...new Set(columns.filter((_, place) => isVaried(place)))];
  const used = new Set(bodies[0].match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const parameters = varied.map((_, i) => {
    let name = varied.length === 1 ? "n" : `n${i + 1}`;
    while (used.has(name)) name += "_";
    return name;
  });
  let place = 0;
  const body = bodies[0].replace(number, (text) => {
    const at = varied.indexOf(columns[place++]);
    return at < 0 ? text : parameters[at];
  });
  const places = varied.map((column) => columns.indexOf(column));
  return { places, parameters, body };
}
