/** What is asked about an open ticket over the page, before anything becomes of it. */
export type Question = 'merge' | 'split' | 'move' | 'wakingTime' | 'purge';
