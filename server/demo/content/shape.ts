export type Who = 'ada' | 'ben' | 'mei' | 'kai' | 'rio';

/** A picture of `pictures/`, or a text. `cid` is how the mail's HTML names it. */
export type DemoFile = { name: string; type: string; cid?: string } & ({ picture: string } | { text: string });

/** What a mail holds beside its text. */
export interface Enclosed {
  /** What the mail program put below: the message it answers. */
  quoted?: string;
  html?: string;
  files?: DemoFile[];
}

/** `ago` is in hours before the demo's first start. */
export interface FromCustomer extends Enclosed {
  ago: number;
  text: string;
}

/** Paragraphs are parted by an empty line; lines that begin with `- ` are a list. */
interface FromAgent {
  ago: number;
  by: Who;
  text: string;
}

export type DemoMessage = FromCustomer | FromAgent;

/** A mail that became a ticket, and all that happened to it since. Without an owner nobody has taken it. */
export interface DemoTicket {
  contact: readonly [name: string, address: string];
  subject: string;
  owner?: Who;
  /** Support unless it was moved. */
  team?: 'Billing';
  priority?: 'low' | 'high';
  tags?: string[];
  talk: DemoMessage[];
  /** Set by its owner at the end. Otherwise its last message decides: New, Waiting on us, Waiting on contact. */
  ends?: { status: 'waitingOnUs' | 'closed'; ago: number };
}

export const customer = (ago: number, text: string, enclosed: Enclosed = {}): FromCustomer => ({
  ago,
  text,
  ...enclosed,
});
export const agent = (ago: number, by: Who, text: string): FromAgent => ({ ago, by, text });
