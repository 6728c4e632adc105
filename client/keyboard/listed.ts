import type { TFunction } from 'i18next';
import type { KeyAction } from '../../shared/keys.ts';
import { commandKey } from './actions.ts';

export type KeyWords = TFunction<'keys'>;

/** A line of the list of keys: an action whose key is the reader's to choose, or keys that stay. */
export type KeyLine = { what: string; action: KeyAction } | { what: string; caps: string[] };

export interface KeyGroup {
  title: string;
  lines: KeyLine[];
}

/** All that keys do, as the help lists it. `view` names a default view. */
export function keyGroups(t: KeyWords, view: (id: 'mine' | 'unassigned' | 'open' | 'drafts') => string): KeyGroup[] {
  const ctrl = commandKey(navigator.platform);
  const does = (action: KeyAction, what: string): KeyLine => ({ what, action });
  return [
    {
      title: t('move'),
      lines: [
        does('next', t('next')),
        does('previous', t('previous')),
        { what: t('open'), caps: ['Enter'] },
        does('select', t('select')),
        does('search', t('search')),
        { what: t('palette'), caps: [ctrl, 'K'] },
        does('notices', t('notices')),
      ],
    },
    {
      title: t('ticket'),
      lines: [
        does('assign', t('assign')),
        does('status', t('status')),
        does('close', t('closeTicket')),
        does('snooze', t('snooze')),
        does('merge', t('merge')),
        does('follow', t('follow')),
        does('create', t('create')),
      ],
    },
    {
      title: t('write'),
      lines: [does('reply', t('reply')), does('comment', t('comment')), { what: t('send'), caps: [ctrl, 'Enter'] }],
    },
    {
      title: t('views'),
      lines: [
        does('goMine', view('mine')),
        does('goUnassigned', view('unassigned')),
        does('goOpen', view('open')),
        does('goDrafts', view('drafts')),
      ],
    },
    {
      title: t('help'),
      lines: [does('help', t('this')), { what: t('leave'), caps: ['Esc'] }],
    },
  ];
}
