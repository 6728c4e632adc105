import { agent, customer, type DemoTicket } from './shape.ts';

const yating = ['張雅婷', 'yating.chang@mail.example'] as const;

/** Invoices and payments, in Traditional Chinese. */
export const billingInChinese: DemoTicket[] = [
  {
    contact: yating,
    subject: '發票改開公司統編',
    team: 'Billing',
    owner: 'kai',
    tags: ['發票'],
    talk: [
      customer(205, `您好，訂單 KL-20177 下單時忘了填統編，可以改開三聯式嗎？統編 90054321，抬頭「青禾工作室」。`),
      agent(
        202,
        'kai',
        `雅婷您好：\n\n已經作廢原本的發票，重新開立三聯式，電子檔會寄到您的信箱，紙本需要的話再跟我說。\n\nKai`,
      ),
      customer(200, `電子檔就可以了，謝謝！`),
    ],
    ends: { status: 'closed', ago: 199 },
  },
  {
    contact: ['賴俊宏', 'chunhung.lai@laico.example'],
    subject: '請款單與發票金額不符',
    team: 'Billing',
    owner: 'kai',
    priority: 'high',
    tags: ['發票', '批發'],
    talk: [
      customer(
        26,
        `Kai 您好：

十月份的請款單是 48,300 元，發票開的是 46,000 元，差了 2,300 元。看起來像是有一張沒有把稅加進去？

本公司會計每月二十五日結帳，麻煩在那之前協助更正。

賴俊宏`,
      ),
      agent(
        24,
        'kai',
        `俊宏您好：

您說的沒錯，其中一張 46,000 元漏加了 5% 營業稅，請款單的金額才是對的。我先跟台北的會計確認折讓的方式，明天中午前回覆您。

Kai`,
      ),
      customer(3.9, `好的，請問今天會有結果嗎？我們這邊下午要送件了。`),
    ],
  },
  {
    contact: ['江佩珊', 'peishan.chiang@mail.example'],
    subject: '退款還沒收到',
    team: 'Billing',
    owner: 'kai',
    tags: ['退款'],
    talk: [
      customer(64, `你們十號說已經刷退 1,280 元，到今天信用卡帳單還是沒看到。可以幫我查嗎？`),
      agent(
        61.5,
        'kai',
        `佩珊您好：

我查了，我們這邊在十一號送出刷退，銀行的授權碼是 604417。因為剛好卡在您的結帳日，應該會出現在下一期帳單，成為負數的一筆。

您也可以拿這組授權碼問發卡銀行，他們查得到。

Kai`,
      ),
    ],
  },
  {
    contact: ['范姜子晴', 'tzuching@mail.example'],
    subject: '手機條碼載具沒有存進去',
    team: 'Billing',
    tags: ['發票'],
    talk: [
      customer(
        7.9,
        `結帳有填手機條碼 /ABC1234，可是財政部的 App 裡查不到這張發票，訂單 KL-20919。請問還可以補歸戶嗎？`,
      ),
    ],
  },
  {
    contact: ['潘建志', 'chienchih.pan@mail.example'],
    subject: '可以分期付款嗎',
    team: 'Billing',
    priority: 'low',
    tags: ['付款'],
    talk: [customer(36, `想買那把三萬多的銀壺，請問有配合的銀行可以分期零利率嗎？`)],
  },
  {
    contact: ['林冠宇', 'guanyu.lin@linstudio.example'],
    subject: '月結帳期可以改成六十天嗎',
    team: 'Billing',
    owner: 'ada',
    tags: ['批發', '付款'],
    talk: [
      customer(
        57,
        `Ada 您好：

今年底進貨量會比較大，想跟您商量十一、十二月的帳期，能不能從三十天延到六十天？一月起恢復原狀。

冠宇`,
      ),
      agent(
        53,
        'ada',
        `冠宇您好：

您合作這三年每次都準時，這個我可以答應。十一、十二月開立的發票都以六十天計，系統上已經改好，發票上會印新的到期日。

年底生意興隆！

Ada`,
      ),
      customer(52, `太感謝了，那我今天就把十二月的量下給 Mei。`),
      agent(51.5, 'ada', `好的，我會跟 Mei 說一聲。如果一次出太多，要分兩批送也可以，您再跟她約時間。\n\nAda`),
    ],
  },
];
