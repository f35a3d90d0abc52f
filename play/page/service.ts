import {
  type WrittenService,
  writtenService,
} from "../../dsl/language_service/written_service.ts";

let last:
  | { readonly seed: number; readonly service: WrittenService }
  | undefined;

/** What is known of a text. The editor and the tabs ask for the same one, and share the work. */
export function serviceOf(text: string, seed: number): WrittenService {
  if (last === undefined || last.seed !== seed || last.service.text !== text) {
    last = { seed, service: writtenService(text, { seed }) };
  }
  return last.service;
}
