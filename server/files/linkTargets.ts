import { urlOf } from '../platform/outside.ts';

/** Written by the frame's page alone: the sanitiser lets nothing of the kind through. */
export const trueTarget = 'data-target';

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const named = /&(amp|lt|gt|quot|#39);/g;

/** Reads what the sanitiser wrote. */
export const unescaped = (text: string): string => text.replace(named, (_all, name: string) => entities[name] ?? '');
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A name with a dot that is a file, not a place. */
const fileEnding = /\.(pdf|docx?|xlsx?|pptx?|odt|ods|zip|png|jpe?g|gif|webp|txt|csv|html?|js|md|ics|eml|mp[34])$/i;
const wholeHost = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}(?:[:/?#]\S*)?$/u;
const addressIn = /(?:https?:\/\/|www\.)[^\s<>"']+/giu;
const mailIn = /[^\s<>"'@:]+@([^\s<>"'@]+\.[^\s<>"'@]+)/u;

const bareHost = (host: string) =>
  host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');
const hostOf = (text: string): string | null => {
  const url = urlOf(/^https?:/i.test(text) ? text : `http://${text}`);
  return url ? bareHost(url.hostname) : null;
};

/** The places a link's words claim to lead to. */
function claimed(words: string): string[] {
  const text = words.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').trim();
  const mail = mailIn.exec(text)?.[1];
  if (mail) return [bareHost(mail)];
  const addresses = wholeHost.test(text) && !fileEnding.test(text) ? [text] : (text.match(addressIn) ?? []);
  return addresses.flatMap((address) => hostOf(address) ?? []);
}

const within = (inner: string, outer: string) => inner === outer || inner.endsWith(`.${outer}`);

/** Where it leads, in the letters computers use: no look-alikes. Null for what has no host. */
function placeOf(href: string): { place: string; full: string } | null {
  const url = urlOf(href);
  if (!url) return null;
  if (url.protocol === 'mailto:') {
    const place = bareHost(mailIn.exec(`${decodeOr(url.pathname)}`)?.[1] ?? '');
    return place ? { place, full: url.href } : null;
  }
  return url.hostname ? { place: bareHost(url.hostname), full: url.href } : null;
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Says of every link where it truly leads, and marks those whose words name another place. Takes sanitised HTML, in which
 * `<` stands only where a tag begins.
 */
export const withTrueTargets = (html: string): string =>
  html.replace(/<a\b([^<>]*)>((?:(?!<a\b)[\s\S])*?)<\/a>/g, (all, given: string, inside: string) => {
    const href = / href="([^"]*)"/.exec(given)?.[1];
    const to = href === undefined ? null : placeOf(unescaped(href));
    if (!to) return all;
    const words = unescaped(inside.replace(/<[^<>]*>/g, ''));
    const lies = claimed(words).some((place) => !within(place, to.place) && !within(to.place, place));
    const rest = given.replace(/ title="[^"]*"/, '');
    const mark = lies ? ` ${trueTarget}="${escaped(to.place)}"` : '';
    return `<a${rest} title="${escaped(to.full)}"${mark}>${inside}</a>`;
  });
