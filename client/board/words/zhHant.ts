import type { Shape } from '../../i18n/catalogue.ts';
import type { en } from './en.ts';

export const zhHant: Shape<typeof en> = {
  board: '看板',
  column: '{{status}}，{{number}} 張工單',
  today: '過去一天',
  pipeline: '流程：{{name}}',
  empty: '沒有工單',
  asKnown: '離線：僅顯示此裝置已知的工單。',
  failed: '無法載入這些工單。',
  retry: '再試一次',
  moveTo: '將 #{{number}} 移至…',
  dropHere: '放在這裡',
  dropThenFill: '放在這裡，接著填寫{{properties}}',
  card: '工單卡片',
  instructions: '按空白鍵拿起卡片，用左右方向鍵移到其他狀態，再按空白鍵放下，按 Esc 放回原處。按 Enter 開啟工單。',
  lifted: '已從「{{status}}」拿起 #{{number}} {{name}}。',
  over: '#{{number}} 位於「{{status}}」上方。',
  overNothing: '#{{number}} 不在任何狀態上方。',
  dropped: '#{{number}} 已移至「{{status}}」。',
  asks: '#{{number}} 需先填寫{{properties}}，才能移至「{{status}}」。',
  stayed: '#{{number}} 仍在「{{status}}」。',
  cancelled: '已放回：#{{number}} 在「{{status}}」。',
  gone: '您已無法檢視這張工單。',
};
