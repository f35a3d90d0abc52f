import { visibleText } from "./visible.ts";

/** Text for XML and HTML: marks escaped, hidden characters shown, and so none that XML 1.0 does not allow. */
export function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\ufffe": "�",
    "\uffff": "�",
  };
  return visibleText(text)
    .replace(/[&<>"'\ufffe\uffff]/g, (mark) => entities[mark]);
}
