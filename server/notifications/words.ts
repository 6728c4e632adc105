import type { Language, Topic } from '../../shared/entities.ts';

/** What a push message or a line of a mail says. `name` is who did it; null when nobody is known. */
interface Told {
  name: string | null;
  /** As `#4127 The kettle stops heating`. */
  ticket: string;
}

interface Words {
  told: Record<Topic, (told: Told) => string>;
  subject(given: { count: number; workspace: string }): string;
  intro(given: { count: number; workspace: string }): string;
  more(count: number): string;
  open: string;
  why: string;
}

const english: Words = {
  told: {
    mention: ({ name, ticket }) => `${name ?? 'Somebody'} mentioned you in ${ticket}`,
    assigned: ({ name, ticket }) => `${name ?? 'Somebody'} assigned ${ticket} to you`,
    replied: ({ name, ticket }) => `${name ?? 'The customer'} replied on ${ticket}`,
    commented: ({ name, ticket }) => `${name ?? 'Somebody'} commented on ${ticket}`,
  },
  subject: ({ count, workspace }) =>
    count === 1 ? `1 notification in ${workspace}` : `${count} notifications in ${workspace}`,
  intro: ({ count, workspace }) =>
    count === 1
      ? `While you were away, one thing came up for you in ${workspace}.`
      : `While you were away, ${count} things came up for you in ${workspace}.`,
  more: (count) => (count === 1 ? 'One more waits in Baton.' : `${count} more wait in Baton.`),
  open: 'Open Baton',
  why: 'Baton sends one such mail at most every few minutes, and only while you are not signed in. Choose what you are mailed in the settings, under Notifications.',
};

const chinese: Words = {
  told: {
    mention: ({ name, ticket }) => `${name ?? '有人'} 在 ${ticket} 提到您`,
    assigned: ({ name, ticket }) => `${name ?? '有人'} 將 ${ticket} 指派給您`,
    replied: ({ name, ticket }) => `${name ?? '客戶'} 回覆了 ${ticket}`,
    commented: ({ name, ticket }) => `${name ?? '有人'} 在 ${ticket} 留言`,
  },
  subject: ({ count, workspace }) => `「${workspace}」有 ${count} 則通知`,
  intro: ({ count, workspace }) => `您不在的時候，「${workspace}」有 ${count} 則與您有關的通知。`,
  more: (count) => `Baton 裡還有 ${count} 則。`,
  open: '開啟 Baton',
  why: 'Baton 只在您未上線時寄送這類信件，且每隔幾分鐘最多一封。您可以在設定的「通知」中選擇要收到哪些信件。',
};

export const wordsIn: Record<Language, Words> = { en: english, 'zh-Hant': chinese };

export const ticketWords = ({ number, name }: { number: number; name: string }): string => `#${number} ${name}`;
