/** What asks a program to end: Ctrl-C, another program, a terminal that was closed. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** The exit status of a program that a signal ended. */
export const stopStatus: Readonly<Record<StopSignal, number>> = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
};
