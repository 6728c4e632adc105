import { agent, customer, type DemoTicket } from './shape.ts';

const clara = ['Clara Jansen', 'clara@cafenoord.example'] as const;
const tom = ['Tom Aerts', 'tom.aerts@brouwhuis.example'] as const;

/** Kettles and teapots, in English. */
export const kettlesInEnglish: DemoTicket[] = [
  {
    contact: clara,
    subject: 'Heron kettle stops heating at 60 °C',
    owner: 'ada',
    priority: 'high',
    tags: ['kettle', 'warranty'],
    talk: [
      customer(
        27.2,
        `Hello,

one of our two Heron kettles (order KL-20388, bought in March) clicks off at about 60 °C. The display says 92 and blinks. I descaled it twice with your citric powder, no change. The second kettle, same age, is fine.

Is this something we can fix here, or does it have to come back to you?

Clara
Café Noord, Rotterdam`,
      ),
      agent(
        25.6,
        'ben',
        `Hi Clara,

sorry to hear that, and thank you for trying the descaler first. Could you send me a photo of the label underneath the base? I need the batch number, the four digits after "B".

If it is what I think it is, nothing has to be sent anywhere.

Ben`,
      ),
      customer(
        1.1,
        `Hello Ben, here is the photo, it is B2406. It clicks off at about 60 °C, even after descaling twice. We open at seven and pour-over is half of our mornings, so a swap before the weekend would help a lot.`,
        {
          files: [{ name: 'base-label.jpg', type: 'image/jpeg', picture: 'base-label.jpg' }],
          quoted: `Ben (Kettle & Leaf) wrote:
> sorry to hear that, and thank you for trying the descaler first. Could
> you send me a photo of the label underneath the base?`,
        },
      ),
    ],
  },
  {
    contact: tom,
    subject: 'Heron base: same fault after descaling',
    owner: 'ben',
    tags: ['kettle', 'warranty'],
    talk: [
      customer(
        70,
        `Dear Kettle & Leaf,

my Heron switches itself off long before the water is hot enough for black tea. I read the page about limescale and descaled it yesterday, but it still stops at 58 to 62 degrees (I measured with a kitchen thermometer). Order KL-20102.

Kind regards
Tom Aerts`,
      ),
      agent(
        66.5,
        'ben',
        `Dear Tom,

thank you for measuring, that saves us a round. Your base is from a batch with a thermostat that drifts. We are sending you a new base today by bpost; keep the kettle itself, it is fine.

Please recycle the old base with small electrical waste. You do not need to send it back.

Ben`,
      ),
    ],
  },
  {
    contact: ['Sean Doyle', 'sean.doyle@post.example'],
    subject: 'Is the Tetsubin safe on induction?',
    tags: ['tetsubin'],
    talk: [
      customer(
        0.6,
        `Hi, quick one before I order: does the cast iron Tetsubin (0.9 l, black) work on an induction hob? And does the enamel inside chip if I descale it with vinegar?

Cheers
Sean`,
      ),
    ],
  },
  {
    contact: ['Ines Ferreira', 'ines@ferreira.example'],
    subject: 'Rust spots inside my new Tetsubin',
    owner: 'mei',
    tags: ['tetsubin', 'care'],
    talk: [
      customer(
        31,
        `Hello! My Tetsubin arrived last Tuesday and already has small brown spots on the bottom inside. I have used it six or seven times. Did I do something wrong? I do leave the last bit of water in overnight...

Ines`,
      ),
      agent(
        29.4,
        'mei',
        `Hi Ines,

you did nothing terrible! Yours is the traditional one without enamel, and the spots are the iron settling in. Two things help:

- pour out all the water while the kettle is still hot, and leave the lid off until it is dry
- boil a spoonful of green tea leaves in it once; the tannin seals the spots

Never scrub it. If the water ever turns red, write to me and we will look at it together.

Mei`,
      ),
      customer(
        4.3,
        `Thank you Mei! I boiled the green tea and the spots went almost black, I hope that is how it should look? The water is clear. One more thing: my mother would like the same one but her hob is induction. Would it work?`,
        {
          quoted: `Mei (Kettle & Leaf) wrote:
> boil a spoonful of green tea leaves in it once; the tannin seals
> the spots`,
        },
      ),
    ],
  },
  {
    contact: ['Oliver Brandt', 'o.brandt@studio-brandt.example'],
    subject: 'Spare gasket for the Finch travel kettle',
    owner: 'rio',
    tags: ['spare part'],
    priority: 'low',
    talk: [
      customer(
        52,
        `Do you sell the rubber ring of the lid on its own? Mine went down the sink at a campsite. Finch, 0.5 l, blue.`,
      ),
      agent(
        47,
        'rio',
        `Hi Oliver,

we do, it is just not in the shop yet. It is 3 euros including postage to anywhere in the EU. Which address shall I send it to?

Rio`,
      ),
    ],
  },
  {
    contact: ['Hannah Lind', 'hannah.lind@mail.example'],
    subject: 'Handle got loose after two weeks',
    owner: 'ben',
    priority: 'high',
    tags: ['kettle', 'safety'],
    talk: [
      customer(
        9.5,
        `The handle of my Heron wobbles. This morning it turned in my hand while I was pouring and I spilled boiling water over the counter. Nobody was hurt but I do not dare to use it any more. Order KL-20877.

I would like my money back rather than another one.

Hannah Lind`,
      ),
    ],
    ends: { status: 'waitingOnUs', ago: 8.9 },
  },
  {
    contact: ['George Papadakis', 'george@papadakis.example'],
    subject: 'Wrong colour teapot (ordered moss, got slate)',
    owner: 'mei',
    tags: ['wrong item'],
    talk: [
      customer(
        122,
        `Hi, I ordered the Moss teapot and there is a Slate one in the box. It is a pretty teapot, but it was to match the cups. KL-20655.`,
      ),
      agent(
        119,
        'mei',
        `Hi George,

that was our mistake in packing, sorry. A Moss one leaves Rotterdam tomorrow. The Slate one is yours for 15 euros if you like it; if not, drop it at any DHL point with the code RT-55120.

Mei`,
      ),
      customer(117.5, `Ha, that is generous. My sister wants it. Where do I pay the 15?`),
      agent(
        117,
        'mei',
        `Perfect. I have put a payment link of 15 euros on your order; you find it under "My orders".

Greetings to your sister!
Mei`,
      ),
      customer(96, `Paid, and the Moss one came today. It matches. Thank you for making this so easy.`),
    ],
    ends: { status: 'closed', ago: 95.5 },
  },
  {
    contact: clara,
    subject: 'Filter papers missing from order',
    owner: 'rio',
    tags: ['missing item'],
    talk: [
      customer(
        250,
        `Hi, order KL-19877 came today but without the two packs of filter papers. They are on the delivery note. Clara, Café Noord`,
      ),
      agent(
        248,
        'rio',
        `Hi Clara,\n\nfound them: still on our shelf, with your name on it. They left today with PostNL.\n\nRio`,
      ),
      customer(222, `They are here, thank you!`),
    ],
    ends: { status: 'closed', ago: 221 },
  },
  {
    contact: ['Amélie Roux', 'amelie.roux@courrier.example'],
    subject: 'Which kettle for four people?',
    tags: ['advice'],
    talk: [
      customer(
        2.4,
        `Hello, we are four tea drinkers in one small kitchen and our old kettle died. I hesitate between the Heron 0.8 l and the Finch 1.2 l. We drink green tea in the morning, so the temperature matters more than the speed. What would you take?

Best
Amélie (writing in English because my German is worse)`,
      ),
    ],
  },
  {
    contact: ['Daniel Okafor', 'daniel.okafor@quietdesk.example'],
    subject: 'Heron beeps at night',
    owner: 'ada',
    tags: ['kettle'],
    talk: [
      customer(
        80,
        `Strange one: the Heron sits on its base, switched off, and around 3 a.m. it beeps twice. Not every night. My partner is convinced that it is haunted.

Daniel`,
      ),
      agent(
        77,
        'ada',
        `Hi Daniel,

no ghosts, I promise: two beeps mean that the base lost power for a moment and came back. Many grids switch meters around that hour. You can silence it: hold HOLD and minus for five seconds until the display shows "b0".

If it still beeps after that, tell me, and I will have one looked at on our bench overnight.

Ada`,
      ),
    ],
  },
];
