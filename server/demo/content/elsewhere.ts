import { agent, customer, type DemoTicket } from './shape.ts';

const jonas = ['Jonas Weber', 'jonas.weber@weberpost.example'] as const;

/** German, Dutch and Japanese customers, answered in their language. */
export const elsewhere: DemoTicket[] = [
  {
    contact: jonas,
    subject: 'Paket als zugestellt gemeldet, aber nicht da',
    owner: 'ada',
    priority: 'high',
    tags: ['shipping'],
    talk: [
      customer(
        20,
        `Guten Tag,

laut Sendungsverfolgung wurde mein Paket (KL-20812) gestern um 11:20 Uhr zugestellt. Hier ist nichts angekommen, und die Nachbarn haben auch nichts angenommen.

Können Sie bitte nachforschen?

Viele Grüße
Jonas Weber`,
      ),
      agent(
        18.2,
        'ada',
        `Guten Tag Herr Weber,

das tut mir leid. Ich habe beim Zusteller einen Nachforschungsauftrag gestellt. Schauen Sie bitte noch nach, ob eine Karte im Briefkasten liegt: In Ihrer Straße gibt er Pakete öfter im Kiosk Nr. 14 ab.

Wenn sich bis morgen Mittag nichts findet, schicke ich Ihnen Ersatz.

Herzliche Grüße
Ada`,
      ),
      customer(
        2.9,
        `Im Kiosk war ich eben, dort liegt es nicht. Eine Karte gab es auch keine. Dann bitte der Ersatz, am liebsten an die Packstation 118.`,
        {
          quoted: `Ada (Kettle & Leaf) schrieb:
> Wenn sich bis morgen Mittag nichts findet, schicke ich Ihnen Ersatz.`,
        },
      ),
    ],
  },
  {
    contact: jonas,
    subject: 'Rechnung mit zwei Nachkommastellen zu viel',
    team: 'Billing',
    owner: 'kai',
    tags: ['invoice'],
    talk: [
      customer(
        260,
        `Hallo, auf der Rechnung KL-19640 steht ein Betrag von 34,9000 €. Meine Buchhaltung nimmt das so nicht an.`,
      ),
      agent(
        256,
        'kai',
        `Hallo Herr Weber,\n\nSie haben recht, das war ein Fehler in unserer Vorlage. Die berichtigte Rechnung liegt in Ihrem Kundenkonto.\n\nKai`,
      ),
      customer(254, `Danke, jetzt passt es.`),
    ],
    ends: { status: 'closed', ago: 253 },
  },
  {
    contact: ['Birgit Hoffmann', 'b.hoffmann@teestube-hoffmann.example'],
    subject: 'Mindestmenge für Wiederverkäufer?',
    tags: ['wholesale'],
    talk: [
      customer(
        5,
        `Sehr geehrte Damen und Herren,

in unserer Teestube in Lübeck würden wir gern Ihre Dong-Ding-Tees verkaufen. Gibt es eine Mindestmenge, und liefern Sie auch in neutralen 100-g-Beuteln?

Mit freundlichen Grüßen
Birgit Hoffmann`,
      ),
    ],
  },
  {
    contact: ['Pieter de Vries', 'pieter@devries-thee.example'],
    subject: 'Deksel van de theepot past niet goed',
    owner: 'ben',
    tags: ['teapot', 'damaged'],
    talk: [
      customer(
        43,
        `Hallo, het deksel van mijn nieuwe theepot (KL-20733) wiebelt en sluit aan één kant niet. Bij het schenken loopt er thee langs de rand. Kan ik een ander deksel krijgen?

Groeten, Pieter`,
      ),
      agent(
        40.5,
        'ben',
        `Hallo Pieter,

vervelend! Elk deksel wordt met zijn eigen pot gebakken, dus een los deksel past zelden. Ik stuur je liever een hele nieuwe pot; die vertrekt morgen. De oude mag je houden, als bloempot doet hij het prima.

Groeten, Ben`,
      ),
    ],
  },
  {
    contact: ['Sanne Bakker', 'sanne.bakker@bakkerbericht.example'],
    subject: 'Ophalen in Rotterdam mogelijk?',
    tags: ['shipping'],
    priority: 'low',
    talk: [
      customer(
        10.4,
        `Hoi, ik woon om de hoek bij jullie magazijn. Kan ik mijn bestelling zaterdag zelf komen halen? Scheelt weer een doos.`,
      ),
    ],
  },
  {
    contact: ['高橋 美咲', 'misaki.takahashi@yubin.example'],
    subject: '鉄瓶のふたのつまみが外れました',
    owner: 'mei',
    tags: ['tetsubin', 'warranty'],
    talk: [
      customer(
        38,
        `お世話になっております。先月購入した鉄瓶（注文番号 KL-20540）のふたのつまみが、今朝お湯を沸かしている時に外れてしまいました。落としたりはしていません。修理していただくことは可能でしょうか。

高橋`,
      ),
      agent(
        35,
        'mei',
        `高橋様

ご不便をおかけして申し訳ございません。つまみだけの交換が可能です。部品を本日台北から発送いたしますので、四、五日でお手元に届く予定です。小さなねじ一本で留まっておりますので、ご自宅で付け替えていただけます。

ご不明な点がございましたら、いつでもご連絡ください。

Mei`,
      ),
    ],
  },
  {
    contact: ['中村 健', 'ken.nakamura@yubin.example'],
    subject: '東方美人の保存方法について',
    priority: 'low',
    tags: ['tea'],
    talk: [
      customer(
        8.2,
        `はじめまして。東方美人を百グラム購入しました。開封後は冷蔵庫に入れたほうがよいでしょうか。また、どのくらいで飲みきるのがおすすめですか。`,
      ),
    ],
  },
];
