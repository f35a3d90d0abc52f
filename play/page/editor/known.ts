import { type EditorState, Facet } from "@codemirror/state";
import type { WrittenService } from "../../../dsl/language_service/written_service.ts";

/** Gives what is known of a text. */
export const knowledge = Facet.define<
  (text: string) => WrittenService,
  (text: string) => WrittenService
>({ combine: ([first]) => first });

/** What is known of the editor's text. */
export function known(state: EditorState): WrittenService {
  return state.facet(knowledge)(state.doc.toString());
}
