import type { ErrorCode, Refusal } from '../../shared/errors.ts';

/** The server said no, and why. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.code = refusal.code;
    this.details = refusal.details;
  }
}

/** No answer came; for a command it is not known whether it was carried out. */
export class Unreachable extends Error {}

/** Why a request failed, as the catalogue's `refusal.*` names it. */
export type Reason = ErrorCode | 'unreachable';

export const reasonOf = (error: unknown): Reason =>
  error instanceof Refused ? error.code : error instanceof Unreachable ? 'unreachable' : 'internal';

/** The version that somebody else saved meanwhile, for which a save was refused. */
export function newerIn(error: unknown): number | null {
  const details = error instanceof Refused && error.code === 'conflict' ? error.details : null;
  if (typeof details !== 'object' || details === null || !('version' in details)) return null;
  return typeof details.version === 'number' ? details.version : null;
}

export const isRefusal = (answer: unknown): answer is { error: Refusal } =>
  typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'object';
