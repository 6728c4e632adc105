import { expect, test } from '@jest/globals';
import { killWhileTyping } from './typingTrial.ts';

/** `npm run proof -- 'typing'` has the long form. */
const rounds = 3;

// Y5
test('killed while three editors type, it has every character that was called saved, and all agree', async () => {
  const { typed, promised } = await killWhileTyping(rounds);
  expect(typed).toBeGreaterThan(0);
  expect(promised).toBeGreaterThan(0);
}, 120_000);
