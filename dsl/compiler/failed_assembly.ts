import type { Item } from "../../lib/layer/item.ts";
import type { Layer } from "../../lib/layer/layer.ts";
import type { AssemblyError } from "../../lib/network/assembly_error.ts";
import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticOptions,
  relocated,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Origin } from "./expand.ts";

/** What is known of a network that could not be made. */
export interface FailedAssembly {
  readonly error: AssemblyError;
  readonly origins: ReadonlyMap<Item, Origin>;
  /** The item that each value comes from. */
  readonly itemOf: ReadonlyMap<number, Item>;
  /** Where the whole pipeline is. */
  readonly whole: Span;
  /** Where the text ends; later places are in a library. */
  readonly end: number;
}

/** Where the wrong item is. */
export function originOf(
  { error: { item }, origins, whole }: FailedAssembly,
): Origin {
  const origin = item && origins.get(item);
  return origin ?? { span: whole, body: whole, name: whole, uses: [] };
}

/** A diagnostic of the wrong item; if it comes through a `let`, with the place of its use. */
export function mistake(
  failed: FailedAssembly,
  code: Code,
  message: string,
  span: Span,
  options: DiagnosticOptions,
): Diagnostic {
  const use = originOf(failed).uses.at(0);
  const secondary = [
    ...options.secondary ?? [],
    ...use === undefined ? [] : [{ span: use, text: "used here" }],
  ];
  const found = diagnostic(code, message, span, { ...options, secondary });
  return relocated(found, failed.end, use);
}

export function layerOf(item: Item | undefined): Layer | undefined {
  return item && "layer" in item ? item.layer : undefined;
}
