/** The board. `zhHant.ts` has the same keys, or it does not compile. */
export const en = {
  board: 'Board',
  column: '{{status}}, {{number}} tickets',
  today: 'last day',
  pipeline: 'Pipeline: {{name}}',
  empty: 'No tickets',
  failed: 'These tickets could not be loaded.',
  retry: 'Try again',
  moveTo: 'Move #{{number}} to…',
  dropHere: 'Drop here',
  dropThenFill: 'Drop here, then fill {{properties}}',
  card: 'ticket card',
  instructions:
    'Press Space to lift a card, the left and right arrow keys to carry it to another status, Space to drop it and Escape to put it back. Enter opens the ticket.',
  lifted: 'Lifted #{{number}} {{name}} from {{status}}.',
  over: '#{{number}} is over {{status}}.',
  overNothing: '#{{number}} is over no status.',
  dropped: '#{{number}} moved to {{status}}.',
  asks: '#{{number}} needs {{properties}} before it goes to {{status}}.',
  stayed: '#{{number}} stays in {{status}}.',
  cancelled: 'Put back: #{{number}} is in {{status}}.',
  gone: 'The ticket is no longer open to you.',
};
