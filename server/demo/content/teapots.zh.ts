import { crackedLid, lidsWithFlaws } from './letters.ts';
import { agent, customer, type DemoTicket } from './shape.ts';

const yating = ['張雅婷', 'yating.chang@mail.example'] as const;
const guanyu = ['林冠宇', 'guanyu.lin@linstudio.example'] as const;

/** Teapots, kettles and tea, in Traditional Chinese. */
export const teapotsInChinese: DemoTicket[] = [
  {
    contact: yating,
    subject: '茶壺蓋子到貨時有裂痕',
    owner: 'ada',
    tags: ['茶壺', '換貨'],
    talk: [customer(1.9, crackedLid.text, crackedLid)],
    ends: { status: 'waitingOnUs', ago: 1.4 },
  },
  {
    contact: guanyu,
    subject: '同一批茶壺蓋釉面有瑕疵',
    owner: 'mei',
    tags: ['茶壺', '批發'],
    talk: [
      customer(
        74,
        `Mei 您好：

上週進的 24 把柴燒壺，其中 5 把壺蓋內側的釉面有針孔，客人泡茶後會卡茶垢。編號我整理好了：B07、B11、B12、B19、B22。

這批是要在店裡賣的，想先問怎麼處理比較好，清單附在信裡。

冠宇`,
        { files: [lidsWithFlaws] },
      ),
      agent(
        71,
        'mei',
        `冠宇您好：

謝謝您整理得這麼清楚。我跟窯廠確認過，這一批有幾把窯溫偏低，確實是他們的問題。兩個方式您看哪個方便：

- 補 5 個同釉色的蓋子，下週一出貨，舊的不用寄回
- 這 5 把以六折計算，差額直接折抵下一張訂單

造成您的困擾，真的很不好意思。

Mei`,
      ),
      customer(69, `補蓋子就好，折扣反而不好跟客人解釋。另外想問，下一批可以先抽檢再出嗎？`, {
        quoted: `Mei（Kettle & Leaf）寫道：
> 補 5 個同釉色的蓋子，下週一出貨，舊的不用寄回`,
      }),
      agent(
        67.5,
        'mei',
        `沒問題，5 個蓋子已經排進下週一的出貨單。

之後您店裡的訂單，我們會在出貨前每把都試水、看過蓋內再包裝，包裝上會貼檢查人員的名字。這批蓋子到了再麻煩您跟我說一聲。

Mei`,
      ),
    ],
  },
  {
    contact: ['黃詩涵', 'shihan.huang@mail.example'],
    subject: '手沖壺按了加熱沒有反應',
    owner: 'mei',
    priority: 'high',
    tags: ['電熱壺', '保固'],
    talk: [
      customer(
        30,
        `您好，我的 Heron 手沖壺用了八個月，今天早上按加熱完全沒反應，螢幕有亮，溫度也設得動，就是不會熱。換過插座了。請問還在保固內嗎？要寄到哪裡？`,
      ),
      agent(
        28.3,
        'mei',
        `詩涵您好：

保固是兩年，放心。先麻煩您試一件事：把壺拿起來，用乾布擦一下底座中間那圈金屬接點，再放回去按一次加熱。有時候接點沾到水氣就會這樣。

如果還是不行，請告訴我底座標籤上 B 開頭的四位數字，我直接寄新的底座給您，不用先寄回來。

Mei`,
      ),
      customer(3.3, `擦過了還是不行。標籤上是 B2406。因為家裡有小小孩要泡奶，可以的話想請你們快一點，謝謝！`),
    ],
  },
  {
    contact: ['蔡宗翰', 'tsunghan@tsaihome.example'],
    subject: '鐵壺可以放在電陶爐上用嗎',
    tags: ['鐵壺'],
    talk: [customer(4.8, `請問 0.9L 的鐵壺可以直接放電陶爐上加熱嗎？我家沒有瓦斯。看說明只有寫可以用 IH 爐。`)],
  },
  {
    contact: ['許家瑜', 'chiayu.hsu@mail.example'],
    subject: '第一次買台灣茶，想請你們推薦',
    owner: 'rio',
    priority: 'low',
    tags: ['諮詢'],
    talk: [
      customer(
        90,
        `你好～我平常都喝手搖飲，最近想開始自己泡茶。不喜歡太苦的，預算大概一千元以內，請問要從哪一款開始比較好？需要另外買茶壺嗎？`,
      ),
      agent(
        86,
        'rio',
        `家瑜您好：

歡迎加入！不怕選錯的話，我會從這兩款開始：

- 金萱（75 克，380 元）：有淡淡奶香，幾乎不會苦
- 日月潭紅玉（50 克，420 元）：像肉桂和薄荷，加牛奶也好喝

茶壺先不用買。家裡有馬克杯和濾網就可以，一杯放 3 克，熱水 95 度，泡三分鐘。喝出興趣再來挑壺也不遲。

Rio`,
      ),
      customer(84, `好詳細，謝謝！兩款都下單了，期待～`),
    ],
    ends: { status: 'closed', ago: 83 },
  },
  {
    contact: yating,
    subject: '凍頂烏龍少了一包',
    owner: 'mei',
    tags: ['補寄'],
    talk: [
      customer(280, `您好，訂單 KL-19655 應該有三包凍頂烏龍，箱子裡只有兩包，明細上有打三個勾。麻煩幫我查一下，謝謝。`),
      agent(
        277,
        'mei',
        `雅婷您好：\n\n查到了，第三包還在台北倉的架上，是我們裝箱時漏掉的，很抱歉。今天下午補寄，順便放了一包金萱給您試喝。\n\nMei`,
      ),
      customer(252, `收到了，金萱很好喝，謝謝你們！`),
    ],
    ends: { status: 'closed', ago: 251 },
  },
  {
    contact: ['曾柏鈞', 'bojun.tseng@mail.example'],
    subject: '請問春茶什麼時候開賣',
    tags: ['茶葉'],
    priority: 'low',
    talk: [customer(18.5, `去年的阿里山春茶太晚來就沒買到，想請問明年大概什麼時候開放預購？可以先登記嗎？`)],
  },
  {
    contact: ['洪筱晴', 'hsiaoching@mail.example'],
    subject: '紫砂壺有土味是正常的嗎',
    owner: 'mei',
    tags: ['茶壺', '保養'],
    talk: [
      customer(132, `剛收到的紫砂壺，用熱水沖過三次還是有土味，泡出來的茶也有一點。這樣正常嗎？還是我要退貨？`),
      agent(
        129,
        'mei',
        `筱晴您好：

新壺有土味是正常的，不用擔心。開壺的方式：整把壺放進冷水裡，小火煮半小時，關火後丟一把您打算用它泡的茶葉進去，浸一個晚上，隔天沖乾淨晾乾就可以了。

如果這樣做完還是有味道，再讓我知道，我們一定幫您處理。

Mei`,
      ),
      customer(104, `照著做完全沒味道了！而且壺身變得好漂亮，太感謝了。`),
    ],
    ends: { status: 'closed', ago: 103.2 },
  },
];
