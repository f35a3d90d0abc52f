/** The words of the tab learn. */
export const learn = {} as const;
