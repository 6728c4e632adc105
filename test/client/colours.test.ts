import { expect, test } from '@jest/globals';
import { richOf } from '../../client/conversation/richText.ts';
import { nearestColour } from '../../shared/textColours.ts';

test('a colour from elsewhere takes the nearest of ours; black, white and what is none take none', () => {
  expect(['red', '#FF0000', 'rgb(192, 0, 0)', '#b42a22'].map(nearestColour)).toEqual(['red', 'red', 'red', 'red']);
  expect(['#1155cc', 'navy', '#00a933', '#7030a0', 'orange'].map(nearestColour)).toEqual([
    'blue',
    'blue',
    'green',
    'violet',
    'amber',
  ]);
  expect(['gray', 'black', 'windowtext', '#222222', '#fff', 'inherit', ''].map(nearestColour)).toEqual([
    'grey',
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('words in colour are told apart by name, and a numbered list keeps its start', () => {
  const text = { nodeType: 3, nodeName: '#text', textContent: 'a', childNodes: [] };
  const element = (nodeName: string, name: string, value: string) => ({
    nodeType: 1,
    nodeName,
    textContent: null,
    childNodes: [text],
    getAttribute: (asked: string) => (asked === name ? value : null),
  });
  expect(richOf(element('SPAN', 'data-style', 'color: #2c4cc2'))).toEqual([{ colour: 'blue', inside: ['a'] }]);
  expect(richOf(element('SPAN', 'data-style', 'color: #000'))).toEqual(['a']);
  expect(richOf(element('OL', 'start', '3'))).toEqual([{ tag: 'ol', start: 3, inside: ['a'] }]);
});
