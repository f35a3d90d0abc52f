import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { lastWord, missing } from "./mistakes.ts";
import { describeToken, type Token } from "./words/token.ts";

/** An item of an array is not a number. */
export function afterItem(
  open: Token,
  found: Token,
  previous: Token | undefined,
): Diagnostic {
  if (found.kind === ")") return wrongBracket(open, found, "]");
  if (found.kind === "name") {
    return diagnostic(
      "E025",
      `${describeToken(found)} is not a number`,
      found.span,
      {
        label: "an array holds numbers and arrays",
        secondary: [{ span: open.span, text: "in this array" }],
        helps: [{ text: "write the number itself" }],
      },
    );
  }
  return missing("a number", "[1, 2]", found, previous, "E025");
}

/** A bracket is not closed where it must be. */
export function afterArgument(
  open: Token,
  found: Token,
  tokens: readonly Token[],
  place: number,
  isNewStatement: boolean,
): Diagnostic {
  const kind = open.kind === "(" ? ")" : "]";
  if (found.kind === ")" || found.kind === "]") {
    return wrongBracket(open, found, kind);
  }
  const before = lastWord(tokens, place);
  const isItem = found.kind === "number" || found.kind === "name" ||
    found.kind === "[" || found.kind === "(";
  if (isItem && !isNewStatement && before !== undefined && before !== open) {
    const isCall = found.kind === "name" && kind === ")" &&
      before.kind !== "number" && before.kind !== "]";
    const sign = isCall ? " -> " : ", ";
    return diagnostic(
      isCall ? "E011" : "E024",
      `${isCall ? "an arrow" : "a comma"} is missing before ${
        describeToken(found)
      }`,
      found.span,
      {
        label: isCall ? "`->` must be between two steps" : "",
        secondary: [{ span: open.span, text: "in these brackets" }],
        helps: [{
          text: `put ${isCall ? "an arrow" : "a comma"} between them`,
          edit: {
            span: { start: before.span.end, end: found.span.start },
            text: sign,
          },
        }],
      },
    );
  }
  const atEnd = found.kind === "end" || isNewStatement || found.kind === "->";
  if (!atEnd) {
    return diagnostic(
      "E028",
      `${describeToken(found)} cannot be here`,
      found.span,
      {
        label: `\`,\` or \`${kind}\` must follow`,
        secondary: [{ span: open.span, text: "opened here" }],
        helps: [{ text: `put \`,\` or \`${kind}\` before it` }],
      },
    );
  }
  const end = before?.span.end ?? open.span.end;
  return diagnostic(
    "E012",
    `this \`${open.text}\` is never closed`,
    open.span,
    {
      label: "opened here",
      helps: [{
        text: `close it with \`${kind}\``,
        edit: { span: { start: end, end }, text: kind },
      }],
    },
  );
}

function wrongBracket(open: Token, found: Token, kind: ")" | "]"): Diagnostic {
  return diagnostic(
    "E013",
    `\`${open.text}\` is closed by \`${found.text}\``,
    found.span,
    {
      label: `should be \`${kind}\``,
      secondary: [{ span: open.span, text: "opened here" }],
      helps: [{
        text: `write \`${kind}\``,
        edit: { span: found.span, text: kind },
      }],
    },
  );
}
