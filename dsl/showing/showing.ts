/**
 * How what the library returns shows itself: in a notebook as pictures and tables,
 * in the console as text. Records stay what they are: the functions have symbols as
 * names and are not enumerable, so that JSON, clones and comparisons pass them over.
 *
 * @module
 */

import { visibleText } from "../typesetting/visible.ts";

/** What a notebook shows, by media type: `text/html`, `image/svg+xml`. */
export type Media = Readonly<Record<string, string>>;

/** How one kind of record is shown. */
export interface Showing<T> {
  /** Its words, made by what is loaded anyway. */
  text(of: T): string;
  /** Its pictures and tables, made by what is loaded when a notebook asks for them. */
  media(of: T): Promise<Media>;
}

/** What Deno and Node call before they print an object. */
const consoles = ["Deno.customInspect", "nodejs.util.inspect.custom"];

/** What `deno jupyter` calls. */
const notebook = "Jupyter.display";

/** A function that lets records of one kind show themselves, and returns them. */
export function showing<T extends object>(
  { text, media }: Showing<T>,
): <Shown extends T>(record: Shown) => Shown {
  function inspect(this: T): string {
    return visibleText(text(this));
  }
  async function display(this: T): Promise<Media> {
    return { "text/plain": visibleText(text(this)), ...await media(this) };
  }
  const properties = Object.fromEntries([
    ...consoles.map((name) => [Symbol.for(name), { value: inspect }]),
    [Symbol.for(notebook), { value: display }],
  ]);
  return (record) => Object.defineProperties(record, properties);
}
