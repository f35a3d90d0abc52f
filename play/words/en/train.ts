/** The words of the tab train. */
export const train = {} as const;
