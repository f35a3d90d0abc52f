/** The words of the tab see. */
export const see = {} as const;
