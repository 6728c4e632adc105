import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { Id } from '../../shared/ids.ts';
import type { After } from './store.ts';

const Keys = z.tuple([z.int(), Id]);

/** Opaque to clients: the last ticket's activity (ms) and id. */
export const writeCursor = ({ activityAt, id }: After): string =>
  Buffer.from(JSON.stringify([activityAt.getTime(), id])).toString('base64url');

/** @throws invalid for anything that was not handed out */
export function readCursor(cursor: string | null): After | null {
  if (cursor === null) return null;
  try {
    const [time, id] = Keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { activityAt: new Date(time), id };
  } catch {
    throw new AppError('invalid', 'The cursor is not one of ours. Start the list again without it.', {
      field: 'cursor',
    });
  }
}
