import { weddingTins } from './letters.ts';
import { agent, customer, type DemoTicket } from './shape.ts';

const priya = ['Priya Nair', 'priya.nair@inbox.example'] as const;
const sofia = ['Sofia Lindqvist', 'sofia@lindqvist.example'] as const;
const marta = ['Marta Kowalczyk', 'marta@trzyfilizanki.example'] as const;

/** Parcels, subscriptions and tea, in English. */
export const ordersInEnglish: DemoTicket[] = [
  {
    contact: ['Liam Byrne', 'liam.byrne@byrne.example'],
    subject: 'Parcel says delivered, nothing here',
    owner: 'ben',
    priority: 'high',
    tags: ['shipping'],
    talk: [
      customer(
        28,
        `Hi there,

tracking says my parcel (KL-20790) was handed over on Thursday at 14:05, "signed by: L". I was at work and there is nobody else at this address. It is a birthday present for Sunday.

Liam`,
      ),
      agent(
        26.8,
        'ben',
        `Hi Liam,

I have opened a search with the carrier; the driver has to answer within one working day. Could you ask the two houses next to yours meanwhile? "L" is often a neighbour's initial.

If there is nothing by tomorrow noon I will send a new one by courier, whatever the search says. The present will be there.

Ben`,
      ),
      customer(
        2.1,
        `The neighbours have not seen it either. Tracking still says delivered. Tomorrow noon is fine, thank you, but it has to be the green box please, not the red one.`,
        {
          quoted: `Ben (Kettle & Leaf) wrote:
> If there is nothing by tomorrow noon I will send a new one by
> courier, whatever the search says.`,
        },
      ),
    ],
  },
  {
    contact: marta,
    subject: 'Wholesale prices for twelve cafés',
    owner: 'rio',
    tags: ['wholesale'],
    talk: [
      customer(
        101,
        `Dear Kettle & Leaf team,

we run twelve small cafés in Kraków and Warsaw and would like to serve your Alishan and Dong Ding by the pot. Per month that would be about 9 kg of Alishan, 6 kg of Dong Ding and 4 kg of the breakfast blend.

Could you send us your wholesale prices for 2027, and say whether you deliver to each café or to one address?

With kind regards
Marta Kowalczyk
Trzy Filiżanki`,
      ),
      agent(
        97,
        'rio',
        `Dear Marta,

how lovely, thank you. For 19 kg a month you are in our second tier:

- Alishan high mountain: 118 EUR/kg
- Dong Ding, medium roast: 96 EUR/kg
- Breakfast blend: 41 EUR/kg

Prices hold until the end of 2027, from 15 kg a month. We deliver to one address for free; each further address is 6 EUR a parcel. Would samples of 50 g help you decide?

Rio`,
      ),
      customer(
        76,
        `Dear Rio, that is within what we hoped for. Samples please, to Kraków: ul. Józefa 11. And a question from our barista: is the Dong Ding roasted to order, and how long does it keep once the bag is open?`,
      ),
      agent(
        73.5,
        'rio',
        `Dear Marta,

the samples left today. The Dong Ding is roasted every second month in Lugu; each bag carries the date. Closed it keeps two years, open about three months if it stays dark and dry.

Take your time with the tasting.
Rio`,
      ),
    ],
  },
  {
    contact: sofia,
    subject: 'Skip the December subscription box',
    owner: 'kai',
    tags: ['subscription'],
    team: 'Billing',
    talk: [
      customer(55, `Hi! I am away all of December. Can I skip that month's Morning Box without losing my price?`),
      agent(
        54,
        'kai',
        `Hi Sofia,

done: no box and no charge in December, the next one leaves on 4 January. Your price stays, skipping never changes it.

Safe travels
Kai`,
      ),
    ],
  },
  {
    contact: priya,
    subject: 'Gift card balance not applied',
    owner: 'ben',
    tags: ['gift card'],
    talk: [
      customer(
        60,
        `I typed my gift card code at checkout, it said "accepted", and then my card was charged the full 64 EUR anyway. Code ends in 7QF2.`,
      ),
      agent(
        57,
        'ben',
        `Hi Priya,

I can see it: the code was accepted a second after the payment had started, so it came too late. I have refunded 30 EUR to your card and taken them from the gift card instead, as you meant it.

The balance is back now for the remaining 20 EUR, please try the code once more when you order next.

Ben`,
      ),
    ],
  },
  {
    contact: priya,
    subject: 'Alishan tastes different this year',
    owner: 'mei',
    tags: ['tea'],
    talk: [
      customer(
        190,
        `Not a complaint, more a question. I have drunk your Alishan for three years. This spring's is lighter and a bit more flowery than last year's, less creamy. Did you change the farm?`,
      ),
      agent(
        187,
        'mei',
        `Hi Priya,

what a palate. Same farm, same slope, but this year's spring was dry and picking began twelve days later. Less rain gives smaller leaves: more flower, less cream. The winter harvest comes in two weeks and is closer to what you remember; I would try that one.

Steep it at 95 °C rather than 90 and it gets a little rounder.

Mei`,
      ),
      customer(170, `That explains it, thank you. Hotter does help! I will wait for the winter one.`),
    ],
    ends: { status: 'closed', ago: 169 },
  },
  {
    contact: ['Noah Fischer', 'noah@fischer.example'],
    subject: 'Change delivery address before it ships?',
    priority: 'high',
    tags: ['shipping'],
    talk: [
      customer(
        0.9,
        `Hi, I ordered half an hour ago (KL-20961) and left my old address in. The new one is Lindenstraße 40, 10969 Berlin. Please tell me it has not left yet!`,
      ),
    ],
  },
  {
    contact: ['Elena Petrova', 'elena.petrova@mail.example'],
    subject: 'Customs charge on a tea order to Norway',
    owner: 'ada',
    tags: ['customs', 'shipping'],
    talk: [
      customer(
        46,
        `The post office wants 214 NOK before they hand me my parcel. Your checkout said "taxes included". Order KL-20702.`,
      ),
      agent(
        44,
        'ada',
        `Hi Elena,

they should not: we paid the Norwegian VAT for this parcel when you ordered. The number was missing on the label, so the post office could not know. Please do not pay; show them VOEC number 2024133 and the order confirmation.

If they still insist, pay it and send me the receipt. You will have it back the same day.

Ada`,
      ),
      customer(
        5.5,
        `I showed them the number, they shrugged and want the money all the same. I have paid now. A photo of the receipt follows tonight, I am at work.`,
      ),
    ],
  },
  {
    contact: sofia,
    subject: 'Two boxes arrived instead of one',
    owner: 'ben',
    tags: ['subscription'],
    talk: [
      customer(212, `I got two October boxes. I was charged once as far as I can see. Shall I send one back?`),
      agent(
        209,
        'ben',
        `Hi Sofia,\n\nour label printer hiccuped that morning. Please keep it, or give it to someone who needs better mornings.\n\nBen`,
      ),
      customer(205, `My upstairs neighbour says thank you!`),
    ],
    ends: { status: 'closed', ago: 204.5 },
  },
  {
    contact: ['Rashid Al-Amin', 'rashid@alamin.example'],
    subject: 'Do you ship to the Isle of Man?',
    priority: 'low',
    tags: ['shipping'],
    talk: [
      customer(
        13.2,
        `Simple question, I could not find it in your shipping page. It would be two kilos of tea every other month.`,
      ),
    ],
  },
  {
    contact: ['Grace Whitfield', 'grace@whitfield-weddings.example'],
    subject: '140 small tins as wedding favours',
    owner: 'mei',
    tags: ['wholesale', 'gift'],
    talk: [
      customer(33, weddingTins.text, weddingTins),
      agent(
        30.5,
        'mei',
        `Hi Grace,

we do, and we love doing it. Printed labels start at 100 tins. For 140 it comes to 5.20 EUR a tin with VAT, delivered. We need the names and your choice of paper six weeks before; five would make our printer nervous.

May I send you three labels to choose from?

Mei`,
      ),
      customer(
        6.8,
        `Lovely, yes please to the labels! The bride asks whether the jasmine could be caffeine free. I told her that I do not think that tea works like this, but promised to ask.`,
        {
          quoted: `Mei (Kettle & Leaf) wrote:
> May I send you three labels to choose from?`,
        },
      ),
    ],
  },
  {
    contact: marta,
    subject: 'Samples: who is the contact for Warsaw?',
    tags: ['wholesale'],
    talk: [
      customer(
        3.7,
        `Dear team, the samples were a great success. Before we order: our Warsaw cafés have their own buyer, Piotr. Should he write to the same address, and can you put both of us on the invoices?

Marta Kowalczyk
Trzy Filiżanki`,
      ),
    ],
  },
];
