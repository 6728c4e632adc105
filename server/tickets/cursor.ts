import { z } from 'zod';
import { Priority } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import { Id } from '../../shared/ids.ts';
import type { After } from '../storage/keyset.ts';

/** The sort keys of a ticket, whichever the order. */
export interface Place extends After {
  priority: Priority;
}

const Keys = z.tuple([z.int(), Id, Priority]);

/** Opaque to clients: the last ticket's activity (ms), id and priority. */
export const writeCursor = ({ activityAt, id, priority }: Place): string =>
  Buffer.from(JSON.stringify([activityAt.getTime(), id, priority])).toString('base64url');

/** @throws invalid for anything that was not handed out */
export function readCursor(cursor: string | null): Place | null {
  if (cursor === null) return null;
  try {
    const [time, id, priority] = Keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { activityAt: new Date(time), id, priority };
  } catch {
    throw new AppError('invalid', 'The cursor is not one of ours. Start the list again without it.', {
      field: 'cursor',
    });
  }
}
