/** Fields as a request may bring them: any may be left out. */
export type Loose<T> = { [K in keyof T]?: T[K] | undefined };

/** Those that were brought. */
export const given = <T extends object>(fields: Loose<T>): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
