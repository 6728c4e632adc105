import type { Shape } from '../../../i18n/catalogue.ts';
import type { en } from './en.ts';

export const zhHant: Shape<typeof en> = {
  intro: '被封鎖的寄件者來信會歸入垃圾郵件，且不會通知任何人。以最接近的設定為準：地址優先於網域。',
  name: '電子郵件地址或網域',
  hint: '例如 nora@shop.example，或用 shop.example 代表該網域的所有人',
  blocked: '已封鎖',
  allowed: '已允許',
  block: '封鎖',
  allow: '允許',
  missing: '請輸入地址或網域。',
  wrong: '這不是有效的地址或網域。',
  own: '這是您自己工作區的地址。',
  done: '{{value}}：{{list}}',
  remove: '移除',
  removeLabel: '移除 {{value}}',
  removed: '{{value}} 已從清單移除。',
  none: '尚未封鎖或允許任何人',
  noneHint: '可在此新增地址，或從訊息中封鎖寄件者。',
  more: '顯示更多',
  by: '由 {{name}} 設定',
};
