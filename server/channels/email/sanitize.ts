import sanitizeHtml, { type Attributes, type Tag } from 'sanitize-html';
import { pictureElsewhere, pictureOfOurs } from '../../files/frame.ts';
import { allowedStyles } from './styles.ts';

/** Stored with each message: when the rules below change, older mail can be done again from the raw mail. */
export const sanitizerVersion = 1;

/** More HTML than this is no letter; the text is shown instead. */
const htmlLength = 2_000_000;
/** No picture needs a longer address, and ours for it must fit into a request's first line. */
const addressLength = 4000;
/** Browsers flatten beyond 512 levels; parsing takes the square of the depth. */
const depth = 500;

const layout = [
  'width',
  'height',
  'align',
  'valign',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'colspan',
  'rowspan',
  'dir',
  'lang',
  'style',
];

const allowedTags = [
  ...[
    'a',
    'abbr',
    'address',
    'article',
    'aside',
    'b',
    'bdi',
    'bdo',
    'big',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
    'code',
  ],
  ...[
    'col',
    'colgroup',
    'dd',
    'del',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'font',
    'footer',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
  ],
  ...[
    'header',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'main',
    'mark',
    'nav',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'section',
    'small',
    'span',
  ],
  ...[
    'strike',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
    'tt',
    'u',
    'ul',
    'var',
    'wbr',
  ],
];

/** A picture that lies in the mail itself, by its Content-ID. */
export interface OwnPicture {
  cid: string;
  blob: string;
  type: string;
}

export interface SafeHtml {
  html: string;
  remoteImages: number;
  /** Content-IDs that the HTML shows. */
  shown: Set<string>;
}

const withoutEnd =
  /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[dt]|t[rdh]|thead|tbody|tfoot|option)$/;

/** Does the HTML nest too deeply to be worth parsing? One pass. */
function nestsTooDeeply(html: string): boolean {
  let level = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (withoutEnd.test((match[2] ?? '').toLowerCase())) continue;
    level = match[1] ? Math.max(0, level - 1) : level + 1;
    if (level > depth) return true;
  }
  return false;
}

/**
 * Mail HTML without anything that runs, submits, loads or moves. Pictures keep no address: those of the mail become
 * our own blobs, those elsewhere wait for the reader. Null when it is too much to be a letter.
 */
export function sanitizeMail(html: string, pictures: OwnPicture[]): SafeHtml | null {
  if (html.length > htmlLength || nestsTooDeeply(html)) return null;
  const shown = new Set<string>();
  let remoteImages = 0;

  function picture(given: Attributes): Attributes {
    const { src = '', alt, title, width, height, align, border: frame, style } = given;
    const rest = { alt, title, width, height, align, border: frame, style };
    const kept: Attributes = Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
    const address = src.trim();
    const cid = /^cid:(.+)$/i.exec(address)?.[1];
    const own = cid && pictures.find((one) => one.cid === cid || one.cid === decode(cid));
    if (own) {
      shown.add(own.cid);
      return { ...kept, [pictureOfOurs]: own.blob, 'data-type': own.type };
    }
    if (/^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i.test(address)) return { ...kept, src: address };
    if (!/^(https?:)?\/\//i.test(address) || address.length > addressLength) return kept;
    remoteImages += 1;
    return { ...kept, [pictureElsewhere]: address.startsWith('//') ? `https:${address}` : address };
  }

  const safe = sanitizeHtml(html, {
    allowedTags,
    nonTextTags: ['style', 'script', 'textarea', 'option', 'title', 'template', 'svg', 'math'],
    allowedAttributes: {
      '*': layout,
      a: ['href', 'title', 'target', 'rel', 'style'],
      img: [
        'src',
        'alt',
        'title',
        'width',
        'height',
        'align',
        'border',
        'style',
        pictureOfOurs,
        'data-type',
        pictureElsewhere,
      ],
      font: ['color', 'face', 'size'],
      ol: ['start', 'type'],
      td: layout,
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': allowedStyles },
    transformTags: {
      body: 'div',
      a: (tagName, { href, title, style }): Tag => {
        const kept = Object.fromEntries(
          Object.entries({ href, title, style }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
        );
        return { tagName, attribs: { ...kept, target: '_blank', rel: 'noopener noreferrer' } };
      },
      img: (tagName, attribs): Tag => ({ tagName, attribs: picture(attribs) }),
    },
  });
  return { html: safe, remoteImages, shown };
}

function decode(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    return cid;
  }
}
