export type Who = 'ada' | 'ben' | 'mei' | 'kai' | 'rio';

/** `ago` is in hours before the demo's first start. */
interface FromCustomer {
  ago: number;
  text: string;
  /** What the mail program put below: the message it answers. */
  quoted?: string;
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

export const customer = (ago: number, text: string, quoted = ''): FromCustomer => ({ ago, text, quoted });
export const agent = (ago: number, by: Who, text: string): FromAgent => ({ ago, by, text });
