import type { en as account } from '../account/words/en.ts';
import type { en as board } from '../board/words/en.ts';
import type { en as bulk } from '../bulk/words/en.ts';
import type { en as comments } from '../comments/words/en.ts';
import type { en as composer } from '../composer/words/en.ts';
import type { en as contacts } from '../contacts/words/en.ts';
import type { en as details } from '../conversation/details/words/en.ts';
import type { en as inside } from '../conversation/inside/words/en.ts';
import type { en as creating } from '../creating/words/en.ts';
import type { en as customers } from '../customers/words/en.ts';
import type { en as drafts } from '../drafts/words/en.ts';
import type { en as keys } from '../keyboard/words/en.ts';
import type { en as merging } from '../merging/words/en.ts';
import type { en as notices } from '../notices/words/en.ts';
import type { en as outbox } from '../outbox/words/en.ts';
import type { en as required } from '../required/words/en.ts';
import type { en as search } from '../search/words/en.ts';
import type { en as senders } from '../settings/senders/words/en.ts';
import type { en as settings } from '../settings/words/en.ts';
import type { en as views } from '../views/words/en.ts';
import type { en } from './en.ts';

/** Chinese has no plural forms, so a translation may leave out what only singular languages need. */
export type Shape<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Shape<T[K]>;
};

/** What a translation must hold: every key of the English catalogue. */
export type Catalogue = Shape<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en;
      settings: typeof settings;
      account: typeof account;
      board: typeof board;
      bulk: typeof bulk;
      comments: typeof comments;
      composer: typeof composer;
      contacts: typeof contacts;
      creating: typeof creating;
      customers: typeof customers;
      details: typeof details;
      inside: typeof inside;
      keys: typeof keys;
      drafts: typeof drafts;
      merging: typeof merging;
      notices: typeof notices;
      outbox: typeof outbox;
      required: typeof required;
      search: typeof search;
      senders: typeof senders;
      views: typeof views;
    };
  }
}
