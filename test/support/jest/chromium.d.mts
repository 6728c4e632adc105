export const chromiumPath: string | undefined;
export const chromiumArgs: string[];
export const sharedBrowser: string;
