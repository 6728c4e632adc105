import type { Links } from './links.ts';
import { trueTarget, unescaped, withTrueTargets } from './linkTargets.ts';

/**
 * What sanitised mail HTML carries in place of pictures: one of our own blobs, or an address that is loaded only when
 * the reader asks. The sanitiser writes these attributes itself, so nothing in a mail can.
 */
export const pictureOfOurs = 'data-file';
export const pictureElsewhere = 'data-remote';

const baseStyle = `
html{background:#fff;color:#1d2430}
body{margin:12px;font:13px/20px Inter,system-ui,-apple-system,"Segoe UI","PingFang TC","Microsoft JhengHei",sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}
img:not([src]){display:none}
table{max-width:100%}
blockquote{margin:0 0 0 4px;padding:0 0 0 10px;border-left:2px solid #d5dbe3}
pre{white-space:pre-wrap}
a{color:#0b6e8a}
a[${trueTarget}]::after{content:" [" attr(${trueTarget}) "]";color:#b3261e;font-weight:600}
`;

/** Mail HTML as a page of its own, for the sandboxed frame. `<` stands in it only where a tag begins. */
export function framePage(html: string, links: Links, withRemote: boolean): string {
  const body = withTrueTargets(html).replace(/<img\b[^<>]*>/g, (tag) => {
    const shown = tag.replace(
      / data-file="([0-9a-f]{64})" data-type="([a-z0-9/+.-]+)"/,
      (_all, blob: string, type: string) => {
        return ` src="${links.make({ blob, name: 'image', type, as: 'file' })}"`;
      },
    );
    if (!withRemote) return shown;
    return shown.replace(
      / data-remote="([^"]*)"/,
      (_all, address: string) => ` src="${links.makePicture(unescaped(address))}" referrerpolicy="no-referrer"`,
    );
  });
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${baseStyle}</style></head><body>${body}</body></html>`;
}

/** No scripts, no forms, no loads but pictures from here; links open outside, without the sandbox. */
export const framePolicy = (): string =>
  [
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "img-src data: 'self'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
