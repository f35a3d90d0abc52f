/** Pages of `explain`. */
export const manual = {} as const;
