import { withStylesAside } from './styles.ts';
import { tidy } from './tidy.ts';
import { listsFromParagraphs, withoutOfficeTags } from './words.ts';

/** A picture that lies in what was copied, and the mark that stands in its place. */
export interface LyingIn {
  mark: string;
  file: File;
}

export interface Cleaned {
  html: string;
  pictures: LyingIn[];
  /** So many pictures are elsewhere, where this page cannot reach them. */
  left: number;
}

/** Signs that nobody types stand around the number of a picture. */
const markOf = (at: number) => `\ue0f0${at}\ue0f1`;
const never = 'script, style, meta, link, title, template, object, embed, iframe, noscript, xml, head';

/** The bytes of `data:image/png;base64,…`; null for what is no picture. */
function fileOf(src: string, name: string): File | null {
  const [, type = '', bytes = ''] = /^data:(image\/(?:png|jpeg|gif|webp|bmp|avif));base64,([\s\S]*)$/i.exec(src) ?? [];
  if (!type) return null;
  try {
    const raw = atob(bytes.replace(/\s/g, ''));
    const data = Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
    return new File([data], name, { type: type.toLowerCase() });
  } catch {
    return null;
  }
}

const isDot = (image: HTMLImageElement): boolean =>
  Number(image.getAttribute('width') ?? 9) <= 2 || Number(image.getAttribute('height') ?? 9) <= 2;

function takePictures(body: Element): Pick<Cleaned, 'pictures' | 'left'> {
  const pictures: LyingIn[] = [];
  let left = 0;
  for (const image of [...body.querySelectorAll('img')]) {
    if (image.hasAttribute('data-file')) continue;
    const alt = image.getAttribute('alt')?.trim() ?? '';
    const src = image.getAttribute('src') ?? '';
    const type = /^data:image\/(\w+)/i.exec(src)?.[1]?.toLowerCase() ?? 'png';
    const file = fileOf(src, /\.\w{3,4}$/.test(alt) ? alt : `${alt || 'image'}.${type}`);
    if (file) {
      const mark = markOf(pictures.length);
      pictures.push({ mark, file });
      image.replaceWith(mark);
    } else {
      // Dots of a pixel count readers, they are no pictures; signs such as smileys are their words.
      if (!isDot(image) && !/\p{Extended_Pictographic}/u.test(alt)) left += 1;
      image.replaceWith(/\p{Extended_Pictographic}/u.test(alt) ? alt : '');
    }
  }
  return { pictures, left };
}

/** What another program put on the clipboard, as the editor can hold it: its words and their structure, none of its dress. */
export function cleanPasted(html: string): Cleaned {
  const { body } = new DOMParser().parseFromString(withStylesAside(html), 'text/html');
  const comments = document.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
  const all: Node[] = [];
  for (let node = comments.nextNode(); node; node = comments.nextNode()) all.push(node);
  for (const comment of all) comment.parentNode?.removeChild(comment);
  for (const element of [...body.querySelectorAll(never)]) element.remove();
  listsFromParagraphs(body);
  withoutOfficeTags(body);
  const taken = takePictures(body);
  tidy(body);
  return { html: body.innerHTML, ...taken };
}

/** Copied out of an editor of ours: it is clean. */
export const isOurs = (html: string): boolean => html.includes('data-pm-slice');
