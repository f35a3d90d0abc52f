import {
  decode,
  encode,
  type SourceMapSegment,
} from "npm:@jridgewell/sourcemap-codec@1.5.5";

/** A line of the source is known for each so many characters of a module. */
const spacing = 400;

/**
 * A source map that says of every piece of a module which line it is from: a stack
 * then names file and line. The place of each word would take as much room as the
 * code.
 */
export function thinned(text: string): string {
  const map = JSON.parse(text);
  const lines = decode(map.mappings).map((segments) => {
    let next = 0;
    return segments.flatMap((segment) => {
      if (segment[0] < next) return [];
      next = segment[0] + spacing;
      return [segment.slice(0, 4) as SourceMapSegment];
    });
  });
  const { sourcesContent: _, ...rest } = map;
  return JSON.stringify({ ...rest, mappings: encode(lines), names: [] });
}
