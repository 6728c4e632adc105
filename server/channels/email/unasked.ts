import type { Trust } from '../../../shared/entities.ts';

/** Long enough for every name server that works; a mail does not wait longer to be shown. Large ones are hashed first. */
export const patienceMs = { quick: 3000, slow: 15_000 };

/** Nothing could be found out in time. */
export const nobodyAsked: Trust = {
  from: 'unknown',
  spf: 'temperror',
  dkim: 'temperror',
  dmarc: 'temperror',
  arc: 'temperror',
  signedBy: [],
};
