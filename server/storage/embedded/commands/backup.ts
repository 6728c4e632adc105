import { isAbsolute } from 'node:path';
import { badValue } from '../errors.ts';
import { allow, type Command } from './call.ts';

/** Baton's own command, which MongoDB does not have: a copy of the file as of one moment, while others go on writing. */
export const batonBackup: Command = async (call) => {
  allow(call);
  const to = call.body.batonBackup;
  if (typeof to !== 'string' || !isAbsolute(to)) throw badValue('batonBackup needs the absolute path of a new file');
  await call.store.copyTo(to);
  return { ok: 1 };
};
