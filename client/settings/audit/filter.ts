import type { AuditAction, AuditFilter } from '../../../shared/contract/audit.ts';

/** The filter as it is on screen; days are `YYYY-MM-DD` of the reader's own time, both within. */
export interface Wanted {
  actorId: string;
  action: AuditAction | '';
  from: string;
  to: string;
}

export const everything: Wanted = { actorId: '', action: '', from: '', to: '' };

const startOf = (day: string, later = 0): string => {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
};

export const isBackwards = ({ from, to }: Wanted): boolean => from !== '' && to !== '' && to < from;

export const filterOf = ({ actorId, action, from, to }: Wanted): AuditFilter => ({
  ...(actorId ? { actorId } : {}),
  ...(action ? { action } : {}),
  ...(from ? { from: startOf(from) } : {}),
  ...(to ? { to: startOf(to, 1) } : {}),
});
