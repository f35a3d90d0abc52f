import { languageService, type Span } from "../../language_service.ts";

/** What is wrong with the answers of the language service on a text; undefined if nothing is. */
export function examineService(
  text: string,
  offset: number,
): string | undefined {
  const service = languageService(text);
  const spans: Span[] = [
    ...service.tokens().map(({ span }) => span),
    ...service.folds(),
    ...service.symbols().flatMap(({ span, nameSpan }) => [span, nameSpan]),
    ...service.numbers().map(({ span }) => span),
    ...service.referencesAt(offset).map(({ span }) => span),
    ...service.shapes().map((each) => ({ start: 0, end: each.offset })),
    service.completionsAt(offset)?.span,
    service.signatureAt(offset)?.span,
    service.hoverAt(offset)?.span,
    service.definitionAt(offset),
  ].filter((span) => span !== undefined);
  const outside = spans.find(({ start, end }) =>
    !(start >= 0 && start <= end && end <= text.length)
  );
  if (outside !== undefined) {
    return `a span is outside the text: ${JSON.stringify(outside)} of ${
      JSON.stringify(text)
    }`;
  }
  for (const { span, value } of service.numbers()) {
    const { text: same } = service.numberEdit(span, value);
    const written = text.slice(span.start, span.end);
    const number = Number(written.replace(/\s/g, ""));
    if (Number(same) !== number && !written.includes("/")) {
      return `the number ${written} is written as ${same}`;
    }
  }
  return undefined;
}
