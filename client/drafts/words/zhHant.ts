import type { Shape } from '../../i18n/catalogue.ts';
import type { en } from './en.ts';

export const zhHant: Shape<typeof en> = {
  leaving: {
    soon_other: '{{count}} 秒後寄出',
    at: '{{time}} 寄出',
    undo: '復原',
    cancel: '取消寄送',
    sent: '已回覆 {{name}}',
    tooLate: '信件已經寄出，無法收回。',
  },
  later: {
    open: '稍後寄送…',
    title: '稍後寄送',
    hour: '一小時後',
    tomorrow: '明天 {{time}}',
    monday: '星期一 {{time}}',
    when: '日期與時間',
    submit: '屆時寄出',
    cancel: '不了',
    past: '請選擇未來的時間，最遠一年內。',
  },
  news: { internal: '內部留言' },
};
