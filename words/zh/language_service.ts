export const languageService = {} as const;
