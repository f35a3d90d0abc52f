export const exercises = {} as const;
