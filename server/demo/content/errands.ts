import type { Who } from './shape.ts';

/** A ticket that somebody made by hand: no customer, no conversation. */
export interface DemoErrand {
  name: string;
  ago: number;
  by: Who;
  owner: Who;
  team?: 'Billing';
  priority?: 'low' | 'high';
  tags: string[];
}

export const demoErrands: DemoErrand[] = [
  {
    name: 'Count the Heron bases of batch B2406 in Rotterdam',
    ago: 24.5,
    by: 'ada',
    owner: 'ben',
    priority: 'high',
    tags: ['kettle', 'recall'],
  },
  { name: '確認十二月禮盒的包材數量（台北倉）', ago: 58.5, by: 'mei', owner: 'mei', tags: ['禮盒'] },
  {
    name: 'Send the October invoices to the accountant',
    ago: 145,
    by: 'ada',
    owner: 'kai',
    team: 'Billing',
    tags: ['invoice'],
  },
];
