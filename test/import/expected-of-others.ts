export const expectedOfOthers: Readonly<Record<string, string>> = {};
