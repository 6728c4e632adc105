import type { DemoFile, Enclosed } from './shape.ts';

/** Mails that are more than text: HTML as mail programs write it, pictures in place, and pictures elsewhere. */
type Letter = Enclosed & { text: string };

export const crackedLid: Letter = {
  text: `您好，昨天收到的柴燒茶壺（訂單 KL-20417），打開時蓋子已經有一道裂痕。盒子外面看起來是完好的，應該不是宅配撞到的，附上兩張照片。

想請問可以只換一個蓋子嗎？壺身沒有問題，我很喜歡，不想整組退回去。

謝謝
張雅婷
青禾工作室`,
  html: `<html><body style="font-family: 'PingFang TC', 'Microsoft JhengHei', sans-serif; font-size: 14px; line-height: 1.7; color: #333">
<p>您好，昨天收到的柴燒茶壺（訂單 KL-20417），打開時蓋子已經有一道裂痕。盒子外面看起來是完好的，應該不是宅配撞到的，附上兩張照片。</p>
<p><img src="cid:lid-top" width="180" alt="壺蓋正面的裂痕">&nbsp;<img src="cid:lid-side" width="180" alt="壺蓋側面的裂痕"></p>
<p>想請問可以只換一個蓋子嗎？壺身沒有問題，我很喜歡，不想整組退回去。</p>
<p>謝謝<br>張雅婷</p>
<table cellpadding="0" cellspacing="0" style="border-top: 1px solid #ddd; padding-top: 8px; color: #888; font-size: 12px"><tr>
<td style="padding-right: 12px"><img src="https://qinghe.example/mail/logo.png" width="40" height="40" alt="青禾"></td>
<td>青禾工作室<br>台北市大安區<br><img src="https://qinghe.example/mail/line.png" width="16" height="16" alt="LINE"> @qinghe</td>
</tr></table></body></html>`,
  files: [
    { name: '壺蓋正面.jpg', type: 'image/jpeg', picture: 'lid-top.jpg', cid: 'lid-top' },
    { name: '壺蓋側面.jpg', type: 'image/jpeg', picture: 'lid-side.jpg', cid: 'lid-side' },
  ],
};

export const weddingTins: Letter = {
  text: `Hello,

we plan a wedding in May and the couple would love your 20 g tins as favours: 140 of them, half jasmine and half Oriental Beauty, with their names on the label. Is that something you do, by when would you need the order, and roughly what does it cost?

Warmly
Grace Whitfield
Whitfield Weddings`,
  html: `<div style="font-family: Georgia, serif; font-size: 15px; line-height: 24px; color: #3b3a36">
<p>Hello,</p>
<p>we plan a wedding in May and the couple would love your <b>20 g tins</b> as favours: <b>140 of them</b>, half jasmine and half Oriental Beauty, with their names on the label.</p>
<ul><li>Is that something you do?</li><li>By when would you need the order?</li><li>Roughly what does it cost?</li></ul>
<p>Warmly<br>Grace Whitfield</p>
<p style="border-left: 3px solid #c9a66b; padding-left: 12px; color: #8a7448; font-size: 13px">Whitfield Weddings<br>
<a href="https://whitfield-weddings.example">whitfield-weddings.example</a><br>
<img src="https://whitfield-weddings.example/signature/autumn.png" width="220" height="60" alt="Whitfield Weddings"></p></div>`,
};

export const lidsWithFlaws: DemoFile = {
  name: '壺蓋瑕疵清單.csv',
  type: 'text/csv',
  text: `編號,位置,說明
B07,內側,針孔兩處
B11,內側,針孔一處，約 1 mm
B12,內側邊緣,釉面起泡
B19,內側,針孔三處
B22,內側邊緣,缺釉
`,
};
