export const linter = {} as const;
