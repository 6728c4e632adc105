/**
 * Where the second server differs from MongoDB's manual. A name here is a row the test does not run against it; the
 * reason stands beside it.
 */
export const deviations: ReadonlyMap<string, string> = new Map([]);
