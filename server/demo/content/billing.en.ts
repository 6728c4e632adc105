import { agent, customer, type DemoTicket } from './shape.ts';

const alma = ['Hotel Alma', 'accounts@hotelalma.example'] as const;

/** Invoices, payments and refunds, in English. */
export const billingInEnglish: DemoTicket[] = [
  {
    contact: alma,
    subject: 'Invoice KL-20931: wrong VAT number',
    team: 'Billing',
    owner: 'kai',
    priority: 'high',
    tags: ['invoice'],
    talk: [
      customer(
        23,
        `Dear Sir or Madam,

on invoice KL-20931 our VAT number ends in 7. It should end in 1: ES-B65410011. Our accountant cannot book it before the VAT return on Wednesday.

Please send a corrected invoice with the original date.

Carmen Ortega
Hotel Alma, Girona`,
      ),
      agent(
        21.5,
        'kai',
        `Dear Ms Ortega,

thank you for spotting it. I have to check whether we may keep the date; the tax office here wants a credit note and a new invoice if the number itself was wrong. I will come back to you tomorrow morning.

Kai`,
      ),
      customer(
        1.6,
        `Dear Kai,

good morning. Our accountant says that a credit note and a new invoice are fine, as long as both reach us today.

Carmen Ortega`,
        {
          quoted: `Kai (Kettle & Leaf) wrote:
> I will come back to you tomorrow morning.`,
        },
      ),
    ],
  },
  {
    contact: alma,
    subject: 'Statement of account for the third quarter',
    team: 'Billing',
    owner: 'kai',
    tags: ['invoice'],
    priority: 'low',
    talk: [
      customer(
        140,
        `Could you send us a statement of all invoices from July to September? One PDF is enough. Carmen Ortega, Hotel Alma`,
      ),
      agent(
        136,
        'kai',
        `Dear Ms Ortega,

you find it in your customer area under "Documents": seven invoices, all paid, no balance.

Kai`,
      ),
      customer(135, `Found it, thank you.`),
    ],
    ends: { status: 'closed', ago: 134 },
  },
  {
    contact: ['Clara Jansen', 'clara@cafenoord.example'],
    subject: 'Invoice address for Café Noord',
    team: 'Billing',
    owner: 'kai',
    tags: ['invoice'],
    talk: [
      customer(
        300,
        `Hi, from November our invoices should go to Café Noord B.V., Nieuwe Binnenweg 99, Rotterdam. Deliveries stay as they are. Clara`,
      ),
      agent(
        298,
        'kai',
        `Hi Clara,\n\nchanged for all invoices from the first of November. Deliveries stay at Witte de Withstraat.\n\nKai`,
      ),
    ],
    ends: { status: 'closed', ago: 297.5 },
  },
  {
    contact: ['Marcus Webb', 'marcus.webb@webbandson.example'],
    subject: 'Charged twice for KL-20899',
    team: 'Billing',
    priority: 'high',
    tags: ['payment'],
    talk: [
      customer(
        3.1,
        `Two payments of 89.90 on the same card, same minute. I pressed the button once. One of them needs to come back please, and I would like to know that it will not happen again next month.

M. Webb`,
      ),
    ],
  },
  {
    contact: ['Yusuf Demir', 'yusuf.demir@posta.example'],
    subject: 'Refund for the returned Heron',
    team: 'Billing',
    owner: 'kai',
    tags: ['refund'],
    talk: [
      customer(
        78,
        `I sent the kettle back ten days ago, tracking says you have it since last Friday. When will I see the money?`,
      ),
      agent(
        74,
        'kai',
        `Hi Yusuf,

it was refunded this morning, 129.00 EUR to the card ending in 4471. Banks take three to five working days to show it. If it is not there by next Tuesday, write to me and I will send you the bank's reference.

Kai`,
      ),
    ],
  },
  {
    contact: ['Freya Nielsen', 'freya@nielsen-architects.example'],
    subject: 'Can we pay by invoice as a company?',
    team: 'Billing',
    tags: ['payment', 'wholesale'],
    talk: [
      customer(
        15,
        `Hello, we are an architects' office of thirty people and drink more tea than is reasonable. Our bookkeeping asks whether we can order on account and pay monthly. What do you need from us?

Freya Nielsen`,
      ),
    ],
  },
  {
    contact: ['Anna Sørensen', 'anna.s@sorensen.example'],
    subject: 'Subscription charged after I cancelled',
    team: 'Billing',
    owner: 'ada',
    priority: 'high',
    tags: ['subscription', 'refund'],
    talk: [
      customer(
        49,
        `I cancelled on the 2nd and have the confirmation. On the 15th you took 24 EUR again. Please refund it and make sure that this stops.`,
      ),
      agent(
        48,
        'ada',
        `Hi Anna,

you are right, and I apologise. The cancellation was stored, but the November box had been scheduled the evening before. The 24 EUR are on their way back to you, and I have checked by hand that nothing is scheduled for December or later.

The box itself is yours, with our apologies.

Ada`,
      ),
      customer(7.4, `Thank you. The box has arrived, the refund has not. I will give it until Friday.`),
    ],
  },
  {
    contact: ['Peter Hale', 'peter@halehardware.example'],
    subject: 'Payment reminder although we paid',
    team: 'Billing',
    owner: 'kai',
    tags: ['invoice'],
    talk: [
      customer(
        160,
        `You sent a reminder for KL-20377. We paid on the 28th, see our bank's confirmation number 88-20417.`,
      ),
      agent(
        158,
        'kai',
        `Hi Peter,\n\nyour payment came without the invoice's number, so our system did not match it. I have done that by hand. Nothing is open; please ignore the reminder.\n\nKai`,
      ),
      customer(156, `Good, thanks. I will tell accounts to put the number in.`),
    ],
    ends: { status: 'closed', ago: 155 },
  },
];
