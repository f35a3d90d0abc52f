import type { Advice } from "../base/advice.ts";
import type { DataPlace } from "../base/facts.ts";
import { NablaError } from "../base/nabla_error.ts";

/** Thrown where data cannot be used as it is: what is wrong, and where. */
export class DataError extends NablaError<"data"> {
  /** Says where, and what is wrong: `train.csv:3, column "width": …`. */
  constructor(place: DataPlace, problem: string, help?: Advice) {
    super("data", { place, problem }, { help });
    this.name = "DataError";
  }

  /** Where. */
  get place(): DataPlace {
    return this.facts.place;
  }
}
