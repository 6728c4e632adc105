/** The few words of this page; it is a tool for trying Baton, apart from its screens and their catalogues. */
const english = {
  title: 'Development mailbox',
  about: 'Mail that Baton sends while SMTP_URL is not set. Nothing leaves this machine.',
  none: 'Nothing has been sent yet.',
  back: 'All mails',
  from: 'From',
  to: 'To',
  subject: 'Subject',
  message: 'Message',
  name: 'Name',
  address: 'Address',
  headers: 'Headers',
  text: 'Text',
  html: 'HTML',
  answer: 'Answer as the customer',
  write: 'Write as a customer',
  send: 'Send',
  sent: 'The mail was handed to Baton.',
  refused: 'Baton refused the mail:',
  noSubject: '(no subject)',
};

export type Words = typeof english;

const chinese: Words = {
  title: '開發用信箱',
  about: '未設定 SMTP_URL 時，Baton 寄出的郵件都在這裡，不會離開這台電腦。',
  none: '還沒有寄出任何郵件。',
  back: '所有郵件',
  from: '寄件者',
  to: '收件者',
  subject: '主旨',
  message: '內容',
  name: '姓名',
  address: '地址',
  headers: '標頭',
  text: '純文字',
  html: 'HTML',
  answer: '以顧客身分回覆',
  write: '以顧客身分寫信',
  send: '寄出',
  sent: '郵件已送達 Baton。',
  refused: 'Baton 拒收這封郵件：',
  noSubject: '（無主旨）',
};

export const wordsFor = (acceptLanguage: string | undefined): Words =>
  /^zh\b/i.test(acceptLanguage ?? '') ? chinese : english;
