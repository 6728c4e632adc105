import { canEdit } from '../../shared/access.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import { viewOf } from './model.ts';
import type { CompanyService } from './service.ts';

export const companyQueries = (companies: CompanyService): QueryHandlers<'company.list' | 'company.get'> => ({
  'company.list': (actor, input) => companies.list(actor, input),
  'company.get': async (actor, { companyId }) => {
    const company = await companies.mustSee(actor, companyId);
    return { company: viewOf(company), can: { edit: canEdit(actor.rights, company) } };
  },
});

export const companyCommands = (companies: CompanyService): CommandHandlers<'company.create' | 'company.update'> => ({
  'company.create': async (tx, actor, { name, domain = null, phone = null, notes = '' }) => {
    const company = await companies.create(tx, actor, { name, domain, phone, notes });
    return { companyId: company._id, version: company.version };
  },
  'company.update': async (tx, actor, { companyId, ...fields }) => {
    const company = await companies.mustEdit(actor, companyId, tx.session);
    const { version } = await companies.update(tx, company, fields);
    return { companyId, version };
  },
});
