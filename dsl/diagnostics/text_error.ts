import { say } from "../../words/say.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { renderDiagnostics } from "./render.ts";

/** Thrown if the text of a network cannot be used. Its message shows every mistake with its place. */
export class TextError extends NablaError<"text"> {
  /** The mistakes. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text. */
  readonly text: string;

  /** Says what could not be done, `compile` or `format`, and renders the diagnostics into the message. */
  constructor(
    action: string,
    text: string,
    diagnostics: readonly Diagnostic[],
  ) {
    const rendered = renderDiagnostics(diagnostics, {
      name: say("text"),
      text,
    });
    super("text", { action, rendered });
    this.name = "TextError";
    this.diagnostics = diagnostics;
    this.text = text;
  }
}
