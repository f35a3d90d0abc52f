/** The learning rate of each step. */
export interface Schedule {
  /** Its name: `cosineDecay`. */
  readonly name: string;
  /** The learning rate of a step; the first is 0. */
  rate(step: number): number;
  /** Tells it a loss, once an epoch; present if the schedule depends on it. */
  observe?(loss: number): void;
  /** What it remembers of losses, for a checkpoint. */
  save?(): Readonly<Record<string, number>>;
  /** Resumes from what {@linkcode Schedule.save} gave. */
  load?(memory: Readonly<Record<string, number>>): void;
}
