import type { ArgumentSpec } from "../definition/arguments.ts";
import { registry } from "../definition/definition.ts";
import { choice } from "../definition/kinds.ts";
import { eye, ones, zeros } from "./fixed.ts";
import type { NamedInitializer } from "./initializer.ts";
import {
  glorot,
  glorot_normal,
  he,
  he_uniform,
  lecun,
  normal,
  orthogonal,
  truncated_normal,
  uniform,
} from "./random.ts";

/** The names that a layer's argument takes for a weight. */
export type InitializerName =
  | "glorot"
  | "glorot_normal"
  | "he"
  | "he_uniform"
  | "lecun"
  | "normal"
  | "truncated_normal"
  | "uniform"
  | "orthogonal"
  | "identity"
  | "ones"
  | "zeros";

const all: { readonly [Name in InitializerName]: NamedInitializer<Name> } = {
  glorot,
  glorot_normal,
  he,
  he_uniform,
  lecun,
  normal,
  truncated_normal,
  uniform,
  orthogonal,
  identity: eye,
  ones,
  zeros,
};

/** The initializers that the language knows, by name. */
export const initializers: ReadonlyMap<string, NamedInitializer> = registry(
  Object.values<NamedInitializer>(all),
  ({ name }) => name,
);

/** The argument `init` of a weight. */
export const weightInitializer: ArgumentSpec<InitializerName> = choice(
  "how the weight is filled",
  Object.values(all).map(({ name }) => name),
  "glorot",
);
