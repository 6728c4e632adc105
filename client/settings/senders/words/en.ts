/** Whom a workspace wants to hear from. `zhHant.ts` has the same keys, or it does not compile. */
export const en = {
  intro:
    'Mail from blocked senders goes to Spam and nobody is told. The nearest entry holds: an address before its domain.',
  name: 'Address or domain',
  hint: 'For example nora@shop.example, or shop.example for everybody there',
  blocked: 'Blocked',
  allowed: 'Allowed',
  block: 'Block',
  allow: 'Allow',
  missing: 'Type an address or a domain.',
  wrong: 'This is neither an address nor a domain.',
  own: 'This is an address of your own workspace.',
  done: '{{value}}: {{list}}',
  remove: 'Remove',
  removeLabel: 'Remove {{value}}',
  removed: '{{value}} is no longer listed.',
  none: 'Nobody is blocked or allowed',
  noneHint: 'Add an address here, or block a sender from one of his messages.',
  more: 'Show more',
  by: 'by {{name}}',
};
