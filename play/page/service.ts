import {
  type LanguageService,
  languageService,
} from "../../dsl/language_service/language_service.ts";

let last:
  | { readonly seed: number; readonly service: LanguageService }
  | undefined;

/** What is known of a text. The editor and the tabs ask for the same one, and share the work. */
export function serviceOf(text: string, seed: number): LanguageService {
  if (last === undefined || last.seed !== seed || last.service.text !== text) {
    last = { seed, service: languageService(text, { seed }) };
  }
  return last.service;
}
