import { say } from "../../words/say.ts";
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
      say("{found} is not a number", { found: describeToken(found) }),
      found.span,
      {
        label: say("an array holds numbers and arrays"),
        secondary: [{ span: open.span, text: say("in this array") }],
        helps: [{ text: say("write the number itself") }],
      },
    );
  }
  return missing(say("a number"), "[1, 2]", found, previous, "E025");
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
      isCall
        ? say("an arrow is missing before {found}", {
          found: describeToken(found),
        })
        : say("a comma is missing before {found}", {
          found: describeToken(found),
        }),
      found.span,
      {
        label: isCall ? say("`->` must be between two steps") : "",
        secondary: [{ span: open.span, text: say("in these brackets") }],
        helps: [{
          text: isCall
            ? say("put an arrow between them")
            : say("put a comma between them"),
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
      say("{found} cannot be here", { found: describeToken(found) }),
      found.span,
      {
        label: say("`,` or `{bracket}` must follow", { bracket: kind }),
        secondary: [{ span: open.span, text: say("opened here") }],
        helps: [{
          text: say("put `,` or `{bracket}` before it", { bracket: kind }),
        }],
      },
    );
  }
  const end = before?.span.end ?? open.span.end;
  return diagnostic(
    "E012",
    say("this `{bracket}` is never closed", { bracket: open.text }),
    open.span,
    {
      label: say("opened here"),
      helps: [{
        text: say("close it with `{bracket}`", { bracket: kind }),
        edit: { span: { start: end, end }, text: kind },
      }],
    },
  );
}

function wrongBracket(open: Token, found: Token, kind: ")" | "]"): Diagnostic {
  return diagnostic(
    "E013",
    say("`{open}` is closed by `{close}`", {
      open: open.text,
      close: found.text,
    }),
    found.span,
    {
      label: say("should be `{bracket}`", { bracket: kind }),
      secondary: [{ span: open.span, text: say("opened here") }],
      helps: [{
        text: say("write `{text}`", { text: kind }),
        edit: { span: found.span, text: kind },
      }],
    },
  );
}
