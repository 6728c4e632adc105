import { expect, test } from '@jest/globals';
import { languageOf } from '../../../server/channels/email/language.ts';

test.each([
  ['Since yesterday it drips and I would like a new one.', 'en'],
  ['我的茶壺漏水，請問可以換一個嗎？', 'zh'],
  ['ティーポットが漏れます。交換できますか', 'ja'],
  ['주전자가 새요. 교환할 수 있나요?', 'ko'],
  ['Die Kanne tropft seit gestern, können Sie mir bitte helfen?', 'de'],
  ['ok', null],
  ['1234567890 https://shop.test/a-long-address-in-english', null],
])('the language of %j is %j', (text, language) => expect(languageOf(text)).toBe(language));
