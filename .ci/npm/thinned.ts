import {
  decode,
  encode,
  type SourceMapSegment,
} from "npm:@jridgewell/sourcemap-codec@1.5.5";

/**
 * Leaves in a source map where each line is from: a stack then names file and line.
 * The place of each word would take as much room as the code.
 */
export async function linesOnly(file: URL): Promise<void> {
  const map = JSON.parse(await Deno.readTextFile(file));
  const lines = decode(map.mappings).map((segments) =>
    segments.slice(0, 1)
      .map((segment) => segment.slice(0, 4) as SourceMapSegment)
  );
  await Deno.writeTextFile(
    file,
    JSON.stringify({ ...map, mappings: encode(lines), names: [] }),
  );
}
