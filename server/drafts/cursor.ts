import { z } from 'zod';
import { DocId } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { After } from './store.ts';

const Keys = z.tuple([z.int(), DocId]);

/** Opaque to clients: when the last draft was changed (ms), and which it is. */
export const writeCursor = ({ updatedAt, docId }: After): string =>
  Buffer.from(JSON.stringify([updatedAt.getTime(), docId])).toString('base64url');

/** @throws invalid for anything that was not handed out */
export function readCursor(cursor: string | null): After | null {
  if (cursor === null) return null;
  try {
    const [time, docId] = Keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { updatedAt: new Date(time), docId };
  } catch {
    const message = 'The cursor is not one of ours. Start the list again without it.';
    throw new AppError('invalid', message, { field: 'cursor' });
  }
}
