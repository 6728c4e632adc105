/** What drafts and sending say beyond the composer itself. `zhHant.ts` has the same keys, or it does not compile. */
export const en = {
  leaving: {
    soon_one: 'Sends in {{count}} second',
    soon_other: 'Sends in {{count}} seconds',
    at: 'Sends {{time}}',
    undo: 'Undo',
    cancel: 'Cancel sending',
    sent: 'Reply sent to {{name}}',
    tooLate: 'It has left already and can no longer be taken back.',
  },
  later: {
    open: 'Send later…',
    title: 'Send later',
    hour: 'In an hour',
    tomorrow: 'Tomorrow, {{time}}',
    monday: 'Monday, {{time}}',
    when: 'Date and time',
    submit: 'Send then',
    cancel: 'Do not',
    past: 'Choose a time that is still to come, at most a year ahead.',
  },
  news: { internal: 'internal comment' },
};
