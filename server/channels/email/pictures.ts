import { pictureElsewhere, pictureOfOurs } from '../../files/frame.ts';

/** A file that a mail shows in place. */
export interface ShownFile {
  fileId: string;
  type: string;
  cid: string;
}

const picture = /<img\b[^<>]*>/g;
const ours = new RegExp(` ${pictureOfOurs}="([0-9a-f]{64})"`);
const elsewhere = new RegExp(` ${pictureElsewhere}="([^"]*)"`);
const typed = / data-type="([a-z0-9/+.-]+)"/;

/**
 * Rich text or sanitised HTML of ours as a mail shows it: pictures that are our files by the Content-ID of their part, others
 * where they were.
 * @param typeOf what a file is; undefined for one that does not go along
 */
export function withParts(
  html: string,
  domain: string,
  typeOf: (fileId: string) => string | undefined,
): { html: string; files: ShownFile[] } {
  const files = new Map<string, ShownFile>();
  const shown = html.replace(picture, (tag) => {
    const fileId = ours.exec(tag)?.[1];
    const type = fileId && (typed.exec(tag)?.[1] ?? typeOf(fileId));
    if (!fileId || !type) return tag.replace(elsewhere, ' src="$1"');
    const cid = `${fileId.slice(0, 32)}@${domain}`;
    files.set(fileId, { fileId, type, cid });
    const fits = / style="/.test(tag) ? '' : ' style="max-width:100%;height:auto"';
    return tag.replace(typed, '').replace(ours, ` src="cid:${cid}"${fits}`);
  });
  return { html: shown, files: [...files.values()] };
}
