import type { CompanyView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import type { Reached } from '../auth/reach.ts';
import { wordsOf } from '../platform/searchWords.ts';

/** Groups contacts. Who may know of it is who may know of one of its contacts, or see one of its tickets. */
export interface Company extends Reached {
  _id: Id;
  workspaceId: Id;
  name: string;
  domain: string | null;
  phone: string | null;
  notes: string;
  createdAt: Date;
  version: number;
}

export type CompanyFields = Pick<Company, 'name' | 'domain' | 'phone' | 'notes'>;

export const wordsIn = (company: Company): string[] => wordsOf(company.name, company.domain, company.phone);

export const viewOf = (company: Company): CompanyView => ({
  id: company._id,
  name: company.name,
  domain: company.domain,
  phone: company.phone,
  notes: company.notes,
  createdAt: company.createdAt.toISOString(),
  version: company.version,
});
