import { say } from "../../words/say.ts";
import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import {
  describeToken,
  isKeyword,
  keywords,
  type Token,
} from "./words/token.ts";

/** A word is missing; `like` shows how it is written. */
export function missing(
  what: string,
  like: string,
  found: Token,
  previous: Token | undefined,
  code: Code = "E021",
): Diagnostic {
  const atEnd = found.kind === "newline" || found.kind === "end";
  const place = atEnd ? after(previous, found) : found.span;
  return diagnostic(code, say("{what} is missing", { what }), place, {
    label: atEnd
      ? say("it belongs here")
      : isKeyword(found)
      ? say("`{word}` begins a statement and is not a name", {
        word: found.text,
      })
      : say("found {found} instead", { found: describeToken(found) }),
    helps: [{ text: say("write it like `{like}`", { like }) }],
  });
}

export function deep(open: Token, most: number): Diagnostic {
  return diagnostic("E017", say("brackets are nested too deep"), open.span, {
    label: say("more than {most} are open here", { most }),
    helps: [{ text: say("name a part with `let` and use the name") }],
  });
}

/** Another word is in the place of a step. */
export function notAStep(tokens: readonly Token[], place: number): Diagnostic {
  const found = tokens[place];
  const before = lastWord(tokens, place);
  if (found.kind === "->") {
    return diagnostic(
      "E010",
      before?.kind === "->"
        ? say("there is nothing between two arrows")
        : say("there is nothing before the arrow"),
      found.span,
      {
        label: say("a step is missing before it"),
        helps: [{
          text: say("remove the arrow"),
          edit: { span: found.span, text: "" },
        }],
      },
    );
  }
  if (found.kind === "number" || found.kind === "[") {
    return valueAsStep(tokens, place);
  }
  if (found.kind === ")" || found.kind === "]") {
    return before?.kind === "->" ? dangling(before) : strayBracket(found);
  }
  const isEnd = found.kind === "newline" || found.kind === "end" ||
    (isKeyword(found) && tokens[place - 1]?.kind === "newline");
  if (isEnd && before?.kind === "->") return dangling(before);
  return missing(say("a step"), "fc(2,1) -> sigmoid", found, before, "E027");
}

function dangling(arrow: Token): Diagnostic {
  return diagnostic(
    "E010",
    say("there is nothing after the arrow"),
    arrow.span,
    {
      label: say("a step is missing after it"),
      helps: [{
        text: say("remove the arrow"),
        edit: { span: arrow.span, text: "" },
      }],
    },
  );
}

function valueAsStep(tokens: readonly Token[], place: number): Diagnostic {
  const span = valueSpan(tokens, place);
  const message = tokens[place].kind === "number"
    ? say("a number cannot be a step")
    : say("an array cannot be a step");
  return diagnostic("E016", message, span, {
    label: say("a step is a layer such as `relu` or `fc(3)`"),
    helps: [{
      text: say(
        "give it a name on a separate line, `given q = …`, and begin a pipeline with the name",
      ),
    }],
  });
}

/** `let a = 3` */
export function valueOfLet(
  tokens: readonly Token[],
  place: number,
  keyword: Span,
): Diagnostic {
  return {
    ...valueAsStep(tokens, place),
    helps: [{
      text: say("a value is `given`"),
      edit: { span: keyword, text: "given " },
    }],
  };
}

/** From a number, or from `[` to its `]`. */
function valueSpan(tokens: readonly Token[], place: number): Span {
  let open = 0;
  for (let i = place;; i++) {
    const { kind, span } = tokens[i];
    if (kind === "[") open++;
    if (kind === "]") open--;
    if (open <= 0) return { start: tokens[place].span.start, end: span.end };
    if (kind === "newline" || kind === "end") return tokens[place].span;
  }
}

export function strayBracket(found: Token): Diagnostic {
  const message = say("`{bracket}` closes nothing", { bracket: found.text });
  return diagnostic("E014", message, found.span, {
    label: say("no bracket is open here"),
    helps: [{
      text: say("leave it out"),
      edit: { span: found.span, text: "" },
    }],
  });
}

/** A word cannot follow a whole statement. */
export function afterStep(
  tokens: readonly Token[],
  place: number,
  begin: number,
): Diagnostic {
  const found = tokens[place];
  const before = tokens[place - 1];
  const isPipeline = !keywords.has(tokens[begin].text) ||
    tokens[begin].text === "let";
  if (found.kind === ")" || found.kind === "]") return strayBracket(found);
  if (!isPipeline) return afterValue(tokens, place);
  if (found.kind === "number" || found.kind === "[") {
    return bareArguments(tokens, place);
  }
  if (found.kind === "name" || found.kind === "(") {
    const gap = { start: before.span.end, end: found.span.start };
    return diagnostic(
      "E011",
      say("an arrow is missing before {found}", {
        found: describeToken(found),
      }),
      found.span,
      {
        label: say("`->` must be between two steps"),
        helps: [{
          text: say("put an arrow between them"),
          edit: { span: gap, text: " -> " },
        }],
      },
    );
  }
  return diagnostic(
    "E028",
    say("{found} cannot be here", { found: describeToken(found) }),
    found.span,
    {
      label: say("the step before it is complete"),
      helps: [{ text: say("an arrow `->` leads to the next step") }],
    },
  );
}

/** `0.476 (mse)` */
function afterValue(tokens: readonly Token[], place: number): Diagnostic {
  const found = tokens[place];
  const rest = wordsOfLine(tokens, place);
  const { end } = rest[rest.length - 1].span;
  const text = rest.map((word, i) => {
    const isApart = i > 0 && word.span.start > rest[i - 1].span.end;
    return `${isApart ? " " : ""}${word.text}`;
  }).join("");
  return diagnostic(
    "E026",
    say("{found} cannot follow a value", { found: describeToken(found) }),
    found.span,
    {
      label: say("the statement ends before it"),
      helps: [{
        text: say("leave out {text}", { text: quoted(text) }),
        edit: { span: { start: tokens[place - 1].span.end, end }, text: "" },
      }],
    },
  );
}

/** The words from a place to the end of its line. */
function wordsOfLine(
  tokens: readonly Token[],
  place: number,
): readonly Token[] {
  let end = place;
  while (tokens[end].kind !== "newline" && tokens[end].kind !== "end") end++;
  return tokens.slice(place, end);
}

/** `fc 2 1`, `fc [2]`, or `fc(2) 1` */
function bareArguments(tokens: readonly Token[], place: number): Diagnostic {
  let end = place;
  while (["number", ",", "[", "]"].includes(tokens[end + 1].kind)) end++;
  const words = tokens.slice(place, end + 1)
    .filter(({ kind }) => kind === "number").map(({ text }) => text);
  const before = tokens[place - 1];
  const span = { start: tokens[place].span.start, end: tokens[end].span.end };
  const edited = { start: before.span.end, end: span.end };
  const help = before.kind === "name" && words.length > 0
    ? {
      text: say("put brackets around them"),
      edit: { span: edited, text: `(${words.join()})` },
    }
    : { text: say("leave them out"), edit: { span: edited, text: "" } };
  return diagnostic(
    "E016",
    say("the arguments of a layer must be in brackets"),
    span,
    { label: say("not in brackets"), helps: [help] },
  );
}

/** `x = …` without a keyword. */
export function withoutKeyword(
  name: string,
  span: Span,
  keyword: "given" | "let",
): Diagnostic {
  const { start } = span;
  return diagnostic(
    "E015",
    say("{written} needs a keyword before it", {
      written: quoted(`${name} = …`),
    }),
    span,
    {
      label: keyword === "let"
        ? say("a name is defined with `let`")
        : say("a value is `given` or `expect`ed"),
      helps: [{
        text: say("write `{text}`", { text: keyword }),
        edit: { span: { start, end: start }, text: `${keyword} ` },
      }],
    },
  );
}

/** The last word before `place`, newlines left out. */
export function lastWord(
  tokens: readonly Token[],
  place: number,
): Token | undefined {
  let i = place - 1;
  while (i >= 0 && tokens[i].kind === "newline") i--;
  return tokens[i];
}

/** The empty place after a word. */
function after(previous: Token | undefined, found: Token): Span {
  const end = previous?.span.end ?? found.span.start;
  return { start: end, end };
}
