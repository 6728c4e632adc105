import { agent, customer, type DemoTicket } from './shape.ts';

const pinyu = ['陳品妤', 'pinyu.chen@mail.example'] as const;
const bohan = ['吳柏翰', 'bohan.wu@wumail.example'] as const;

/** Parcels, returns and made-to-order, in Traditional Chinese. */
export const ordersInChinese: DemoTicket[] = [
  {
    contact: pinyu,
    subject: '春茶禮盒可以改寄到公司嗎？',
    owner: 'mei',
    priority: 'high',
    tags: ['配送'],
    talk: [
      customer(
        6.2,
        `您好，訂單 KL-20944 的春茶禮盒，想請問可以改寄到公司嗎？這幾天家裡白天沒人，大樓的管理室又不代收包裹。`,
      ),
      agent(
        5.6,
        'mei',
        `品妤您好：

可以的，這張單還沒交給宅配。請回覆我公司地址、收件時段（上午、下午或不指定），還有一支白天接得到的電話，我來幫您改。

Mei`,
      ),
      customer(
        0.4,
        `訂單還沒出貨的話，想改寄到信義路五段 16 號 8 樓，收件人一樣。下午比較好，電話 02-5550-0148 轉 23。這是要送客戶的，星期五前會到嗎？`,
        {
          quoted: `Mei（Kettle & Leaf）寫道：
> 請回覆我公司地址、收件時段（上午、下午或不指定），還有一支白天接得到的電話`,
        },
      ),
    ],
  },
  {
    contact: bohan,
    subject: '想退回一包未拆封的阿里山烏龍',
    tags: ['退貨'],
    talk: [
      customer(
        1.3,
        `您好，上星期買了兩包阿里山烏龍，家人也剛好買了一樣的，想退回其中一包，完全沒拆封。請問退貨的運費由誰負擔？還在七天內。

訂單 KL-20836
吳柏翰`,
      ),
    ],
  },
  {
    contact: ['劉思妤', 'szuyu.liu@liudesign.example'],
    subject: '客製茶罐刻字範例與交期',
    owner: 'mei',
    tags: ['客製', '批發'],
    talk: [
      customer(
        98,
        `您好，我們是設計公司，想訂 60 個馬口鐵茶罐當年終贈禮，罐身要刻公司名和每個人的名字。請問有字體的範例可以參考嗎？最慢什麼時候要給你們名單？`,
      ),
      agent(
        94,
        'mei',
        `思妤您好：

很適合當年終禮物！整理給您：

- 字體有三種：明體、黑體、手寫楷書，我另外寄樣稿到您的信箱
- 60 個含刻字，每個 320 元（未稅），罐內可裝 50 克茶葉，茶葉另計
- 名單確認後十個工作天交貨，最慢十二月十日前給我們最保險

名字裡如果有罕見字，麻煩先特別標出來，我們會手工補字。

Mei`,
      ),
      customer(79, `收到樣稿了，想用手寫楷書。名單還在收，有兩位同事的名字是「喆」和「堃」，這樣算罕見字嗎？`),
      agent(
        77.8,
        'mei',
        `這兩個字字型裡都有，沒問題，手寫楷書刻出來特別好看。樣稿我另外補這兩個字給您看，確認後約需十個工作天。名單好了再寄給我就可以囉。

Mei`,
      ),
    ],
  },
  {
    contact: ['鄭凱文', 'kevin.cheng@mail.example'],
    subject: '超商取貨已經三天還沒到店',
    owner: 'ben',
    tags: ['配送'],
    talk: [
      customer(50, `訂單 KL-20688 顯示「配送中」三天了，平常隔天就到店。可以幫我問一下嗎？`),
      agent(
        48.5,
        'ben',
        `凱文您好：

我請台北的同事查了，這箱在物流中心被刷錯門市，今天晚上會重新配到您選的那一家，到店會有簡訊通知。讓您久等，這張單的運費我們退給您。

Ben`,
      ),
    ],
  },
  {
    contact: ['周庭瑄', 'tinghsuan@mail.example'],
    subject: '訂單可以合併寄送嗎',
    tags: ['配送'],
    talk: [
      customer(
        2.7,
        `剛剛連續下了兩張單（KL-20955 跟 KL-20957），第二張忘記加濾紙。可以幫我併成一箱、退一筆運費嗎？謝謝～`,
      ),
    ],
  },
  {
    contact: ['葉承恩', 'chengen.yeh@mail.example'],
    subject: '禮盒外盒凹了，是要送長輩的',
    owner: 'mei',
    priority: 'high',
    tags: ['破損', '換貨'],
    talk: [
      customer(
        11.6,
        `您好，今天收到的紅玉禮盒，外面紙箱沒事，但裡面的禮盒邊角凹了一大塊。茶葉罐沒有壞。這個週末要拿去給岳父，用凹掉的盒子實在不好意思，可以只補一個盒子嗎？`,
      ),
      agent(
        10.9,
        'mei',
        `承恩您好：

當然可以，這種場合盒子很重要！今天已經用隔天配補寄一個全新的禮盒（含提袋），明天中午前會到。凹掉的盒子不用寄回。

祝您和岳父週末愉快！

Mei`,
      ),
    ],
  },
  {
    contact: bohan,
    subject: '訂單重複，想取消其中一張',
    owner: 'ben',
    tags: ['訂單'],
    talk: [
      customer(180, `不好意思，網頁轉圈圈很久我就按了兩次，結果成立了兩張一樣的訂單，麻煩取消 KL-20402，謝謝。`),
      agent(
        178.5,
        'ben',
        `柏翰您好：\n\nKL-20402 已經取消，刷卡的金額會在三到七個工作天內刷退。KL-20401 照常出貨。\n\nBen`,
      ),
      customer(178, `太快了吧，謝謝！`),
    ],
    ends: { status: 'closed', ago: 177.5 },
  },
  {
    contact: ['謝宜蓁', 'yichen.hsieh@mail.example'],
    subject: '可以寄到金門嗎',
    priority: 'low',
    tags: ['配送'],
    talk: [customer(21.5, `你好，結帳的時候選不到離島，想請問可以寄金門嗎？運費怎麼算？大概是兩盒茶葉和一把壺。`)],
  },
  {
    contact: pinyu,
    subject: '提袋忘了放',
    owner: 'rio',
    tags: ['補寄'],
    talk: [
      customer(230, `訂三盒有備註要三個提袋，收到只有一個，想再要兩個，下個月才會用到，不急。`),
      agent(227, 'rio', `品妤您好：\n\n抱歉漏看備註了，兩個提袋今天寄出，平信三天左右會到。\n\nRio`),
      customer(150, `收到了，謝謝。`),
    ],
    ends: { status: 'closed', ago: 149 },
  },
];
