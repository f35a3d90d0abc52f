/** A terminal's screen, as far as progress lines and steps use one: it breaks lines at its edge, and again when it becomes narrower. */
export interface Screen {
  /** Shows a text, and does what its control sequences say. */
  write(text: string): void;
  /** Gives it another width; lines that go on in the next row are joined and broken anew. */
  resize(width: number): void;
  /** Its rows down to the cursor's, without blanks at their ends. */
  rows(): readonly string[];
}

export function openScreen(columns: number): Screen {
  let width = columns;
  /** The rows; `joined` if the line before goes on in it. */
  let rows = [{ text: "", joined: false }];
  let [row, column] = [0, 0];

  function put(character: string): void {
    if (column === width) {
      row++;
      column = 0;
      rows.splice(row, rows.length, { text: "", joined: true });
    }
    const { text } = rows[row];
    rows[row].text = text.slice(0, column).padEnd(column) + character +
      text.slice(column + 1);
    column++;
  }

  return {
    write(text) {
      // deno-lint-ignore no-control-regex
      for (const [part] of text.matchAll(/\x1b\[\d*[A-Za-z]|[^]/gu)) {
        const count = Number(/\d+/.exec(part)?.[0] ?? 1);
        if (part === "\r") column = 0;
        else if (part === "\n") {
          row++;
          column = 0;
          rows[row] ??= { text: "", joined: false };
        } else if (part.endsWith("A") && part.length > 1) {
          row = Math.max(0, row - count);
        } else if (part === "\x1b[K" || part === "\x1b[J") {
          rows[row].text = rows[row].text.slice(0, column);
          if (part === "\x1b[J") rows = rows.slice(0, row + 1);
        } else put(part);
      }
    },
    resize(next) {
      const lines: string[] = [];
      for (const { text, joined } of rows) {
        if (joined) lines[lines.length - 1] += text;
        else lines.push(text);
      }
      width = next;
      rows = lines.flatMap((line) => {
        const count = Math.max(1, Math.ceil(line.length / width));
        return Array.from({ length: count }, (_, i) => ({
          text: line.slice(i * width, (i + 1) * width),
          joined: i > 0,
        }));
      });
      row = rows.length - 1;
      column = rows[row].text.length;
    },
    rows: () => rows.slice(0, row + 1).map(({ text }) => text.trimEnd()),
  };
}
