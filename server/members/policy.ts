import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../auth/actor.ts';

/** @throws notFound: settings are closed to others, and look as if they were not there. product: A1 */
export function mustAdminister(actor: Actor): void {
  if (actor.rights.role !== 'admin') throw notFound('setting');
}
