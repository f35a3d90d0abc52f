/** The text and what is said of it. */
export const editor = {
  label: "The network as text",
  format: "Format",
  formatted: "The text is in its canonical form.",
  problems: "What is wrong",
  counts: (errors: number, warnings: number) =>
    [
      ...errors > 0
        ? [`${errors} ${errors === 1 ? "mistake" : "mistakes"}`]
        : [],
      ...warnings > 0
        ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`]
        : [],
    ].join(", "),
  fine: "No mistakes.",
  place: (line: number, column: number) => `line ${line}, column ${column}`,
  codeAt: (code: string, line: number, column: number) =>
    `${code}, line ${line}, column ${column}`,
  error: "mistake",
  warning: "warning",
  why: "Why?",
  number: (name: string, value: string) => `${name} = ${value}`,
  draggable: "Drag, or press Alt and an arrow up or down.",
  offers: "Words that can stand here",
  keys:
    "Keys: Ctrl+Space offers words, Alt+↑ and Alt+↓ change a number, Alt+Shift+F formats, Ctrl+Z takes back.",
} as const;
