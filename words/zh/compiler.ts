export const compiler = {} as const;
