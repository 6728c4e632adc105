import { type Request, type Response, Router } from 'express';
import type { Language } from '../../../shared/entities.ts';
import type { Unsubscribing } from './unsubscribing.ts';

interface Words {
  title: string;
  ask: (workspace: string) => string;
  button: string;
  done: (workspace: string) => string;
  settings: string;
  unknown: string;
}

const english: Words = {
  title: 'Notification mails',
  ask: (workspace) => `Stop all notification mails from ${workspace}? Notifications still wait for you in Baton.`,
  button: 'Stop these mails',
  done: (workspace) => `${workspace} mails you no more notifications. They still wait for you in Baton.`,
  settings: 'Choose what you are mailed',
  unknown: 'This link is not complete, or it belongs to somebody who no longer works here.',
};

const chinese: Words = {
  title: '通知信',
  ask: (workspace) => `要停止接收「${workspace}」的所有通知信嗎？通知仍會保留在 Baton 裡。`,
  button: '停止寄送',
  done: (workspace) => `「${workspace}」不會再寄通知信給您。通知仍會保留在 Baton 裡。`,
  settings: '選擇要收到哪些信件',
  unknown: '這個連結不完整，或所屬的成員已經離開。',
};

const wordsIn: Record<Language, Words> = { en: english, 'zh-Hant': chinese };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = `
body{margin:0 auto;max-width:520px;padding:64px 24px;font:15px/24px system-ui,sans-serif;color:#1d2430;background:#f6f8fa}
h1{font-size:20px}a{color:#0b6e8a}
button{font:inherit;padding:8px 20px;border:0;border-radius:6px;background:#0b6e8a;color:#fff;cursor:pointer}
@media (prefers-color-scheme:dark){body{color:#e3e8ee;background:#14181d}a{color:#5cc3e0}}
`;

function page(reply: Response, language: Language, words: Words, body: string): void {
  const nonce = String(reply.locals.nonce);
  reply
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${words.title}</title><style nonce="${nonce}">${style}</style></head><body><main><h1>${words.title}</h1>${body}</main></body></html>`,
    );
}

/**
 * `GET /unsubscribe/<token>` asks, `POST` does it, as a mail program's one click (RFC 8058) or this page's button. A look at
 * the link changes nothing: scanners follow every link of a mail.
 */
export function unsubscribeRouter(unsubscribing: Unsubscribing): Router {
  const router = Router();

  const shown = (body: (words: Words, workspace: string) => string, act: (token: string) => Promise<void>) => {
    return async (request: Request<{ token: string }>, reply: Response) => {
      const { token } = request.params;
      const about = await unsubscribing.about(token);
      if (!about)
        return page(
          reply.status(404),
          'en',
          english,
          `<p>${english.unknown}</p><p lang="zh-Hant">${chinese.unknown}</p>`,
        );
      await act(token);
      const words = wordsIn[about.language];
      return page(reply, about.language, words, body(words, escaped(about.workspace)));
    };
  };

  router.get(
    '/unsubscribe/:token',
    shown(
      ({ ask, button }, workspace) => `<p>${ask(workspace)}</p><form method="post"><button>${button}</button></form>`,
      async () => {},
    ),
  );
  router.post(
    '/unsubscribe/:token',
    shown(
      ({ done, settings }, workspace) =>
        `<p>${done(workspace)}</p><p><a href="/settings/notifications">${settings}</a></p>`,
      (token) => unsubscribing.end(token),
    ),
  );
  return router;
}
