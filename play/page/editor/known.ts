import { type EditorState, Facet } from "@codemirror/state";
import type { LanguageService } from "../../../dsl/language_service/language_service.ts";

/** Gives what is known of a text. */
export const knowledge = Facet.define<
  (text: string) => LanguageService,
  (text: string) => LanguageService
>({ combine: ([first]) => first });

/** What is known of the editor's text. */
export function known(state: EditorState): LanguageService {
  return state.facet(knowledge)(state.doc.toString());
}
