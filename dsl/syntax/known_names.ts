import type { Name, Statement } from "./ast.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { isMathFunction } from "./words/arithmetic.ts";

/** Whether a word is the name of a function, or of a layer. */
export interface KnownNames {
  readonly isFunction: (name: string) => boolean;
  readonly isLayer: (name: string) => boolean;
  /** Whether a layer is made from numbers, such as `fc(3)`. */
  readonly takesNumbers: (name: string) => boolean;
  /** The parameters of the functions of the text so far. */
  readonly parameters: ReadonlyMap<string, readonly Name[]>;
}

/** The names of the statements so far, and of layers. */
export function createKnownNames(statements: readonly Statement[]): KnownNames {
  let registry: Registry | undefined;
  const parameters = new Map<string, readonly Name[]>();
  let seen = 0;
  const layer = (name: string) => (registry ??= createRegistry()).get(name);
  const isLayer = (name: string) => layer(name) !== undefined;
  const see = () => {
    for (; seen < statements.length; seen++) {
      const each = statements[seen];
      if (each.kind === "function") {
        parameters.set(each.name.text, each.parameters);
      }
    }
    return parameters;
  };
  return {
    isLayer,
    takesNumbers: (name) =>
      layer(name)?.forms.some(({ length }) => length > 0) ?? false,
    isFunction: (name) =>
      isMathFunction(name) || see().has(name) || isLayer(name),
    get parameters() {
      return see();
    },
  };
}
