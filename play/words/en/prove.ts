/** The words of the tab prove. */
export const prove = {} as const;
