import { NablaError } from "../base/nabla_error.ts";
import type { NetworkFacts } from "../base/network_facts.ts";
import type { Formula } from "../layer/formula.ts";
import type { GroupItem, Item } from "../layer/item.ts";
import type { NetworkBuilder } from "./network.ts";

/** What an {@linkcode AssemblyError} knows in addition to its facts. */
export interface AssemblyErrorDetails extends
  Partial<
    Pick<AssemblyError, "item" | "inputs" | "builder" | "repeat" | "formula">
  > {
  /** A layer's own error. */
  readonly cause?: unknown;
}

/**
 * Thrown if items do not make a network; its `cause` is the {@linkcode ShapeError}
 * of a layer or the {@linkcode LimitError}, if it comes from one.
 */
export class AssemblyError extends NablaError<"network"> {
  /** The item that is wrong. */
  readonly item: Item | undefined;
  /** Where its inputs are among the values of the network so far. */
  readonly inputs: readonly number[];
  /** What was built so far. */
  readonly builder: NetworkBuilder | undefined;
  /** The group whose first copy fits and whose next does not, if that is the mistake. */
  readonly repeat: GroupItem | undefined;
  /** The part of the formula that is wrong, if the item is one. */
  readonly formula: Formula | undefined;

  /** Says what is wrong, and where. */
  constructor(facts: NetworkFacts, details: AssemblyErrorDetails = {}) {
    super("network", facts, { cause: details.cause });
    this.name = "AssemblyError";
    this.item = details.item;
    this.inputs = details.inputs ?? [];
    this.builder = details.builder;
    this.repeat = details.repeat;
    this.formula = details.formula;
  }
}
