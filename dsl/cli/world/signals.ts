/** What asks a program to end: Ctrl-C, another program, a terminal that was closed. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** The exit status of a program that a signal ended. */
export const stopStatus: Readonly<Record<StopSignal, number>> = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
};

/** The signal of an exit status, as memory that threads share holds it; undefined for 0. */
export function signalOf(status: number): StopSignal | undefined {
  return (Object.keys(stopStatus) as StopSignal[])
    .find((signal) => stopStatus[signal] === status);
}
