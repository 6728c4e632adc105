import { describe, expect, test } from '@jest/globals';
import { sanitizeMail } from '../../../server/channels/email/sanitize.ts';
import { framePage } from '../../../server/files/frame.ts';
import { createLinks } from '../../../server/files/links.ts';
import { createSecrets } from '../../../server/platform/secret.ts';
import { createHandClock } from '../../support/clock.ts';

const blob = 'a'.repeat(64);
const safe = (html: string) => {
  const done = sanitizeMail(html, [{ cid: 'pic@x', blob, type: 'image/png' }]);
  if (!done) throw new Error('Too much to be a letter');
  return done;
};

describe('mail HTML', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
    '<iframe src="https://evil.test"></iframe>',
    '<object data="https://evil.test"></object><embed src="https://evil.test">',
    '<form action="https://evil.test"><input name=password><button>Go</button></form>',
    '<meta http-equiv=refresh content="0;url=https://evil.test"><base href="https://evil.test">',
    '<link rel=stylesheet href="https://evil.test/x.css"><style>@import "https://evil.test"</style>',
    '<div style="position:fixed;top:0;left:0;z-index:9999">cover</div>',
    '<div style="background:url(https://evil.test/x.png)">x</div>',
    '<div style="background-image:url(https://evil.test/x.png)">x</div>',
    '<table background="https://evil.test/x.png"><tr><td>x</td></tr></table>',
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
    '<img srcset="https://evil.test/a.png 1x" src="">',
    '<video src="https://evil.test/v.mp4" poster="https://evil.test/p.png"></video><audio src="https://evil.test/a.mp3"></audio>',
    '<p style="margin-top:-500px">up</p>',
    '<p style="width:expression(alert(1))">x</p>',
    '<template><script>alert(1)</script></template><noscript><img src=x onerror=alert(1)></noscript>',
    '<![CDATA[<script>alert(1)</script>]]><!--[if mso]><script>alert(1)</script><![endif]-->',
    '<p id=app class=x name=y data-file="x" data-remote="https://evil.test">x</p>',
  ])('%s can do nothing', (html) => {
    const { html: done } = safe(html);
    expect(done).not.toMatch(
      /<(script|iframe|object|embed|form|input|button|meta|base|link|style|svg|math|video|audio|template)/i,
    );
    expect(done).not.toMatch(/\son\w+\s*=|javascript:|vbscript:|expression\(|url\(|position:|z-index|:\s*-\d/i);
    expect(done).not.toMatch(/\s(src|srcset|href|background|poster|action)="?(https?:)?\/\/evil/i);
    expect(done).not.toMatch(/data:(text|image\/svg)|\s(id|class|name)=/i);
    expect(done).not.toMatch(/<p[^>]*data-/);
  });

  test('links open elsewhere and tell nothing', () => {
    expect(safe('<a href="https://shop.test/x" target="_top" onclick="x()">shop</a>').html).toBe(
      '<a href="https://shop.test/x" target="_blank" rel="noopener noreferrer">shop</a>',
    );
  });

  test('what letters look like stays', () => {
    const html =
      '<table width="600" cellpadding="4"><tbody><tr><td style="color:#333;padding:4px 8px" align="center"><b>Hi</b></td></tr></tbody></table><blockquote><p>old</p></blockquote>';
    expect(safe(html).html).toBe(html);
  });

  test('an unclosed head loses no words', () => {
    expect(safe('<html><head><title>t</title><body><p>words').html).toContain('words');
  });

  test('remote pictures wait, and are counted; those of the mail are ours', () => {
    const { html, remoteImages, shown } = safe(
      '<img src="https://shop.test/a.png?x=1&y=2" alt="A"><img src="//shop.test/b.png"><img src="cid:pic@x"><img src="cid:other">',
    );
    expect(remoteImages).toBe(2);
    expect([...shown]).toEqual(['pic@x']);
    expect(html).not.toMatch(/ src=/);
    expect(html).toContain(`data-file="${blob}"`);
  });

  test('the frame shows own pictures by signed links, and remote ones only when asked', () => {
    const links = createLinks(createSecrets('x'.repeat(32)), createHandClock());
    const { html } = safe(
      '<p>see data-remote="https://text.test"</p><img src="https://shop.test/a.png?x=1&amp;y=2"><img src="cid:pic@x">',
    );
    const without = framePage(html, links, false);
    const withRemote = framePage(html, links, true);
    expect(without).not.toMatch(/ src="https:/);
    expect(withRemote).not.toContain('shop.test');
    const picture = / src="\/pictures\/([^"]+)"/.exec(withRemote)?.[1] ?? '';
    expect(links.readPicture(picture)).toBe('https://shop.test/a.png?x=1&y=2');
    expect(links.read(picture)).toBeNull();
    expect(withRemote).toContain('see data-remote="https://text.test"');
    const token = / src="\/files\/([^"]+)"/.exec(without)?.[1] ?? '';
    expect(links.read(token)).toEqual({ blob, name: 'image', type: 'image/png', as: 'file' });
  });

  test.each([
    ['half a million tags inside each other', '<b>'.repeat(500_000)],
    ['three megabytes', `<p>${'x'.repeat(3_000_000)}</p>`],
  ])('%s is no letter', (_name, html) => {
    expect(sanitizeMail(html, [])).toBeNull();
  });

  test('many tags beside each other are a letter', () => {
    expect(safe('<tr><td>x<br>'.repeat(20_000)).html.length).toBeGreaterThan(100_000);
  });
});
