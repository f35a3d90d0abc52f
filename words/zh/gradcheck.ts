export const gradcheck = {} as const;
