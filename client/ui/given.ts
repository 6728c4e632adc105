/** What every form asks of an address before the server is asked. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** The shortest password the server takes. */
export const shortestPassword = 8;
