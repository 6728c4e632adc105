import { expect, test } from '@jest/globals';
import { type NodeLike, richOf, safeHref } from '../../client/conversation/richText.ts';

const text = (words: string): NodeLike => ({ nodeType: 3, nodeName: '#text', textContent: words, childNodes: [] });
const element = (nodeName: string, childNodes: NodeLike[], attributes: Record<string, string> = {}): NodeLike => ({
  nodeType: 1,
  nodeName,
  textContent: null,
  childNodes,
  getAttribute: (name) => attributes[name] ?? null,
});

test('known tags stay, by their own names', () => {
  expect(richOf(element('P', [text('a '), element('B', [text('b')])]))).toEqual([
    { tag: 'p', inside: ['a ', { tag: 'strong', inside: ['b'] }] },
  ]);
});

test('an unknown tag gives its words and nothing else', () => {
  expect(richOf(element('FORM', [element('BUTTON', [text('Pay')], { onclick: 'x()' })]))).toEqual(['Pay']);
});

test('script and style give not even their words', () => {
  for (const name of ['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'svg', 'OBJECT']) {
    expect(richOf(element(name, [text('alert(1)')]))).toEqual([]);
  }
});

test('comments are left out', () => {
  expect(richOf({ nodeType: 8, nodeName: '#comment', textContent: 'x', childNodes: [] })).toEqual([]);
});

test('a link keeps a safe address; without one only its words stay', () => {
  expect(richOf(element('A', [text('shop')], { href: 'https://shop.test' }))).toEqual([
    { tag: 'a', href: 'https://shop.test', inside: ['shop'] },
  ]);
  expect(richOf(element('A', [text('shop')], { href: 'javascript:alert(1)' }))).toEqual(['shop']);
});

test('only pages, mails and calls are safe addresses', () => {
  expect(safeHref('mailto:a@b.test')).toBe('mailto:a@b.test');
  for (const href of [' javascript:x', 'JaVaScRiPt:x', 'data:text/html,x', '/inside', 'java\nscript:x', '', null]) {
    expect(safeHref(href)).toBeUndefined();
  }
});
