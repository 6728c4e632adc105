import type { AuditEntry } from '../../shared/contract/audit.ts';
import type { Id } from '../../shared/ids.ts';
import type { AuditLine } from './store.ts';

export const viewOf = (line: AuditLine): AuditEntry => ({
  id: line._id,
  at: line.at.toISOString(),
  action: line.action,
  actorId: line.actorId,
  targetId: line.targetId,
  details: line.details,
  address: line.address,
});

/** The least id that can have been made at this moment: a UUIDv7 begins with its milliseconds. RFC 9562, 5.7. */
export function idAt(at: Date): Id {
  const hex = Math.max(at.getTime(), 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** A cell that no spreadsheet takes for a formula, quoted. OWASP: CSV injection. */
const cell = (value: string): string =>
  `"${(/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** RFC 4180. */
export const csvLine = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`;
