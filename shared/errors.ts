/**
 * Everything a caller can be told, and the HTTP status it travels with.
 * `notFound` also answers "you may not": the two are never told apart.
 */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  notFound: 404,
  conflict: 409,
  stale: 409,
  propertiesRequired: 409,
  unsaved: 409,
  tooLarge: 413,
  rateLimited: 429,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** How a refusal looks on the wire: the body of an HTTP answer under `error`, and of a socket acknowledgement. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  details?: unknown;
}

/** A refusal the caller may learn of. Anything else that is thrown is a bug and answered `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }

  toRefusal(): Refusal {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }
}

/** @throws conflict, with the version that is there, when that is another than the caller set out from */
export function mustBeBase(version: number, base: number | undefined): void {
  if (base === undefined || base === version) return;
  throw new AppError('conflict', 'It has been saved meanwhile. Load it anew, or save over it from this version.', {
    version,
  });
}

/** The one answer for "is not there" and "not for you". */
export const notFound = (thing: string) =>
  new AppError('notFound', `There is no such ${thing}, or it is not open to you.`);
