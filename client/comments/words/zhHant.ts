import type { Shape } from '../../i18n/catalogue.ts';
import type { en } from './en.ts';

export const zhHant: Shape<typeof en> = {
  internal: '內部留言',
  cardLabel: '{{name}} 的內部留言，{{time}}',
  edited: '已編輯',
  editedAt: '於 {{time}} 編輯。顯示先前內容',
  more: '這則留言的更多選項',
  copyLink: '複製連結',
  linkCopied: '已複製留言連結',
  linkNotCopied: '無法複製連結。',
  history: '先前內容',
  historyTitle: '這則留言的變更紀錄',
  historyFailed: '無法載入先前的版本。',
  close: '關閉',
  sending: '新增中…',
  notHere: '找不到這則留言，它所屬的工單可能未對您開放。',
  newComment: '{{name}} 的新留言',
  goneTeam: '已解散的團隊',
  somebody: '某人',
};
