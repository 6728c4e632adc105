import type { Language, Mailbox } from '../../shared/entities.ts';

/** A mail of Baton's own to a person, not a customer. */
export interface Notice {
  /** The same for every try, so that a mail that is sent twice is one mail. */
  id: string;
  from: Mailbox;
  to: string;
  language: Language;
  subject: string;
  /** Paragraphs; the link stands after the first. */
  paragraphs: string[];
  link: { words: string; url: string };
  at: Date;
}

export type Written = Pick<Notice, 'subject' | 'paragraphs' | 'link'>;

interface Words {
  invitation(given: { workspace: string; inviter: string; url: string }): Written;
  password(given: { url: string }): Written;
  factorReset(given: { workspace: string; admin: string; url: string }): Written;
}

const english: Words = {
  invitation: ({ workspace, inviter, url }) => ({
    subject: `Join ${workspace} on Baton`,
    paragraphs: [
      `${inviter} invites you to work in ${workspace}, a help desk on Baton.`,
      'The link is good for seven days and can be used once. If you did not expect it, ignore this mail: nothing happens.',
    ],
    link: { words: 'Accept the invitation', url },
  }),
  password: ({ url }) => ({
    subject: 'Set a new password for Baton',
    paragraphs: [
      'Somebody, probably you, asked for a new password for this address.',
      'The link is good for one hour and can be used once. If it was not you, ignore this mail: your password stays as it is.',
    ],
    link: { words: 'Set a new password', url },
  }),
  factorReset: ({ workspace, admin, url }) => ({
    subject: 'Your second factor for Baton was switched off',
    paragraphs: [
      `${admin}, an admin of ${workspace}, has switched off the second factor of your account. You are signed out everywhere; from now on your password alone lets you in.`,
      'If you asked for it, set up a new one as soon as you have signed in. If you did not, change your password at once and ask your admin what happened.',
    ],
    link: { words: 'Set up a new second factor', url },
  }),
};

const chinese: Words = {
  invitation: ({ workspace, inviter, url }) => ({
    subject: `加入 Baton 上的「${workspace}」`,
    paragraphs: [
      `${inviter} 邀請您加入「${workspace}」，一個使用 Baton 的客服工作區。`,
      '連結七天內有效，只能使用一次。如果您並未預期收到這封邀請，請忽略此信，不會有任何影響。',
    ],
    link: { words: '接受邀請', url },
  }),
  password: ({ url }) => ({
    subject: '設定新的 Baton 密碼',
    paragraphs: [
      '有人（應該是您）要求為這個地址設定新密碼。',
      '連結一小時內有效，只能使用一次。如果不是您本人，請忽略此信，您的密碼不會改變。',
    ],
    link: { words: '設定新密碼', url },
  }),
  factorReset: ({ workspace, admin, url }) => ({
    subject: '您的 Baton 雙重驗證已關閉',
    paragraphs: [
      `「${workspace}」的管理員 ${admin} 已關閉您帳號的雙重驗證。您在所有裝置上都已登出，現在只要密碼就能登入。`,
      '如果是您提出的要求，請在登入後盡快重新設定；如果不是，請立即變更密碼，並向管理員確認。',
    ],
    link: { words: '重新設定雙重驗證', url },
  }),
};

export const wordsIn: Record<Language, Words> = { en: english, 'zh-Hant': chinese };
