export const walks: string[];
export const leftOut: string[];
export const inBrowsers: boolean;
export const everyday: boolean;
