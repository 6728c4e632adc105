/** Properties that are asked for. `zhHant.ts` has the same keys, or it does not compile. */
export const en = {
  title_one: '“{{status}}” needs a property',
  title_other: '“{{status}}” needs {{count}} properties',
  forMany: 'For {{count}} tickets that lack them',
  set: 'Set to {{status}}',
  sendAndSet: 'Send and set',
  cancel: 'Cancel',
  untouched: 'Your draft is untouched',
  choose: 'Choose',
  problem: {
    missing: 'Fill this in.',
    noNumber: 'Write a number.',
    refused: 'The server did not accept this value.',
  },
  bound: {
    movers: 'Not open to you',
    skipping: '“{{status}}” comes first',
    goingBack: 'No way back',
  },
  broken: {
    movers: 'You may not move tickets to “{{status}}”.',
    skipping: 'No ticket skips “{{status}}”.',
    goingBack: 'A ticket that has come to “{{status}}” does not go back.',
  },
};
