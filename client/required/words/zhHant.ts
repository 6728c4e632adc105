import type { Shape } from '../../i18n/catalogue.ts';
import type { en } from './en.ts';

export const zhHant: Shape<typeof en> = {
  title_other: '設為「{{status}}」需要 {{count}} 個欄位',
  forMany: '適用於 {{count}} 張缺少這些欄位的工單',
  set: '設為{{status}}',
  sendAndSet: '寄出並設定',
  cancel: '取消',
  untouched: '草稿不受影響',
  choose: '請選擇',
  problem: {
    missing: '請填寫此欄位。',
    noNumber: '請輸入數字。',
    refused: '伺服器不接受此值。',
  },
  bound: {
    movers: '您沒有權限',
    skipping: '須先經過「{{status}}」',
    goingBack: '無法退回',
  },
  broken: {
    movers: '您沒有權限將工單移到「{{status}}」。',
    skipping: '工單不可略過「{{status}}」。',
    goingBack: '工單到了「{{status}}」之後就無法退回。',
  },
};
