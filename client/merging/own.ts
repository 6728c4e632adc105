/** Tickets that were merged from this page: whoever did it has been told, with the way back. */
export const mergedHere = new Set<string>();
