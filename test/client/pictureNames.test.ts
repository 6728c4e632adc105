import { expect, test } from '@jest/globals';
import { Doc, XmlElement, XmlText } from 'yjs';
import { hasPictures, leavePictureNames } from '../../client/drafts/pictureNames.ts';

function paragraph(...nodes: (XmlElement | XmlText)[]): XmlElement {
  const made = new XmlElement('paragraph');
  made.insert(0, nodes);
  return made;
}

function picture(name?: string): XmlElement {
  const made = new XmlElement('image');
  if (name) made.setAttribute('name', name);
  return made;
}

test('a picture in words that become a comment leaves its name where it stood', () => {
  const body = new Doc().getXmlFragment('body');
  const list = new XmlElement('bulletList');
  list.insert(0, [paragraph(picture())]);
  body.insert(0, [paragraph(new XmlText('See '), picture('kettle.png'), picture('lid.png'), new XmlText('!')), list]);
  expect(hasPictures(body)).toBe(true);
  leavePictureNames(body);
  expect(hasPictures(body)).toBe(false);
  expect(body.toString()).toBe(
    '<paragraph>See [kettle.png][lid.png]!</paragraph><bulletlist><paragraph>[image]</paragraph></bulletlist>',
  );
});

test('words without pictures stay as they are', () => {
  const body = new Doc().getXmlFragment('body');
  body.insert(0, [paragraph(new XmlText('Just words'))]);
  expect(hasPictures(body)).toBe(false);
  leavePictureNames(body);
  expect(body.toString()).toBe('<paragraph>Just words</paragraph>');
});
