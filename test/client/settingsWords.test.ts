import { expect, test } from '@jest/globals';
import { en as account } from '../../client/account/words/en.ts';
import { zhHant as accountZh } from '../../client/account/words/zhHant.ts';
import { en as details } from '../../client/conversation/details/words/en.ts';
import { zhHant as detailsZh } from '../../client/conversation/details/words/zhHant.ts';
import { en as customers } from '../../client/customers/words/en.ts';
import { zhHant as customersZh } from '../../client/customers/words/zhHant.ts';
import { en as drafts } from '../../client/drafts/words/en.ts';
import { zhHant as draftsZh } from '../../client/drafts/words/zhHant.ts';
import { en as merging } from '../../client/merging/words/en.ts';
import { zhHant as mergingZh } from '../../client/merging/words/zhHant.ts';
import { en as notices } from '../../client/notices/words/en.ts';
import { zhHant as noticesZh } from '../../client/notices/words/zhHant.ts';
import { en as search } from '../../client/search/words/en.ts';
import { zhHant as searchZh } from '../../client/search/words/zhHant.ts';
import { en as senders } from '../../client/settings/senders/words/en.ts';
import { zhHant as sendersZh } from '../../client/settings/senders/words/zhHant.ts';
import { en as settings } from '../../client/settings/words/en.ts';
import { zhHant as settingsZh } from '../../client/settings/words/zhHant.ts';
import { AuditAction } from '../../shared/contract/audit.ts';

type Words = { [key: string]: string | Words };

const flat = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

test.each([
  ['settings', settings, settingsZh],
  ['account', account, accountZh],
  ['notices', notices, noticesZh],
  ['message details', details, detailsZh],
  ['search', search, searchZh],
  ['senders', senders, sendersZh],
  ['drafts', drafts, draftsZh],
  ['merging', merging, mergingZh],
  ['customers', customers, customersZh],
])('the Chinese words of %s say all that the English ones say', (_name, english, chinese) => {
  const original = new Map(flat(english));
  for (const [key, text] of flat(chinese)) {
    expect([key, holes(text)]).toEqual([key, holes(original.get(key) ?? '')]);
    expect([key, text]).not.toEqual([key, original.get(key)]);
  }
});

test('every action of the audit log has words', () => {
  const named = Object.keys(settings.audit.act).sort();
  expect(named).toEqual(AuditAction.options.map((action) => action.replace('.', '_')).sort());
});
