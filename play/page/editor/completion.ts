import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Completion as Offer } from "../../../dsl/language_service/offers.ts";
import { known } from "./known.ts";

/** Offers what may be written at the caret. */
export const completion = autocompletion({
  override: [offers],
  icons: false,
  // The service has put the likely first.
  compareCompletions: () => 0,
});

function offers(
  { state, pos, explicit }: CompletionContext,
): CompletionResult | null {
  const found = known(state).completionsAt(pos);
  if (found === undefined || found.items.length === 0) return null;
  // Unasked, words are offered where one is begun.
  if (!explicit && found.span.start === pos) return null;
  return {
    from: found.span.start,
    to: found.span.end,
    options: found.items.map(optionOf),
    filter: false,
  };
}

function optionOf(
  { label, detail, summary, text, caret, isOpen }: Offer,
): Completion {
  return {
    label,
    detail,
    ...summary === "" ? {} : { info: summary },
    apply(view, _, from, to) {
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + caret },
        userEvent: "input.complete",
      });
      if (isOpen) startCompletion(view);
    },
  };
}
