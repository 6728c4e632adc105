import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { z } from 'zod';
import type { TripBegun, TripLook } from '../../../../shared/contract/mailServers.ts';
import { notFound } from '../../../../shared/errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Dns } from '../../../platform/dns.ts';
import type { MailServer } from '../../model.ts';
import type { OutgoingMail } from '../compose.ts';
import { checkSender, type Origin } from '../senderChecks.ts';
import { createSmtpTransport } from '../smtpTransport.ts';
import type { Transport } from '../transport.ts';
import type { Trip, TripStore } from './store.ts';

/** What a mail on such a trip carries, besides its Message-ID. */
export const tripHeader = 'x-baton-trip';

/** Whoever tests is there to see it; what comes later is a mail like any other. */
const openMs = 10 * 60_000;
/** Somebody who waits asks again; nobody has this node ask another server for ever. */
const looksMost = 12;
const checkMs = 4000;
/** Less than a browser waits for an answer. */
const waitMs = 10_000;
const everyMs = 500;
/** A server's words, as long as somebody reads them. */
const wordsTold = 300;

const words = {
  en: {
    subject: 'Baton: test mail',
    text: 'Baton sent this to see whether mail to this address comes back. Delete it.',
  },
  'zh-Hant': {
    subject: 'Baton：測試信',
    text: '這封信由 Baton 寄出，用來確認寄到這個地址的郵件能否送達。可以直接刪除。',
  },
} as const;
export type TripLanguage = keyof typeof words;

/** How a mail came back. */
export interface Homecoming {
  open: () => AsyncIterable<Buffer>;
  envelopeFrom: string;
  origin: Origin | null;
}

/** Looks for the mail where it should have arrived; null while it is not there. */
export type LookFor = (mailId: string) => Promise<Homecoming | null>;

const mailIdOf = ({ _id, addressLower }: Pick<Trip, '_id' | 'addressLower'>) =>
  `${_id}@${addressLower.split('@').at(-1)}`;

async function compose(trip: Trip, address: string, language: TripLanguage): Promise<OutgoingMail> {
  const mailId = mailIdOf(trip);
  const composer = new MailComposer({
    from: { name: 'Baton', address },
    to: { name: '', address },
    messageId: `<${mailId}>`,
    date: trip.sentAt,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Baton-Trip': trip._id },
    ...words[language],
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { mailId, from: address, to: [address], bytes: await composer.compile().build() };
}

const lookOf = ({ arrivedAt, spf, dkim }: Trip): TripLook => ({ arrived: arrivedAt !== null, spf, dkim });

/** Mails sent to oneself: the whole way out and in again, tried before a customer does. None becomes a ticket. */
export function createTrips(deps: {
  store: TripStore;
  /** How mail leaves when its address has no server. */
  usual: Transport;
  /** How mail of an address leaves that is set up. */
  routed: Transport;
  dns: Dns;
  clock: Clock;
}) {
  const { store, usual, routed, dns, clock } = deps;
  const openSince = () => new Date(clock.now().getTime() - openMs);

  async function arrive(trip: Trip, { open, envelopeFrom, origin }: Homecoming): Promise<void> {
    const checked = { from: { address: trip.addressLower }, envelopeFrom, origin };
    const { spf, dkim } = await checkSender(open, checked, dns, checkMs);
    await store.arrive(trip._id, { arrivedAt: clock.now(), spf, dkim });
  }

  const stood = async (trip: Trip) => lookOf((await store.find(trip._id)) ?? trip);

  async function begin(address: string, way: Transport, language: TripLanguage): Promise<z.infer<typeof TripBegun>> {
    await store.forget(openSince());
    const trip: Trip = {
      _id: randomBytes(16).toString('hex'),
      addressLower: address.toLowerCase(),
      sentAt: clock.now(),
      arrivedAt: null,
      spf: null,
      dkim: null,
      looks: 0,
    };
    // Kept first: it may be back before its sender hears that it left.
    await store.insert(trip);
    const how = await way.send(await compose(trip, address, language), async () => {});
    return how.kind === 'sent' || how.kind === 'unknown'
      ? { tripId: trip._id, words: null }
      : { tripId: null, words: how.words.slice(0, wordsTold) };
  }

  return {
    /** Through a server that is only being tried; without one, the installation's way. */
    sendBy: (address: string, server: MailServer | null, language: TripLanguage) =>
      begin(address, server ? createSmtpTransport(server) : usual, language),

    /** As mail of this address leaves, signature and all. */
    sendAs: (address: string, language: TripLanguage) => begin(address, routed, language),

    /** Is a mail to this address under way, though nobody has connected it yet? */
    expects: async (address: string): Promise<boolean> =>
      (await store.under(address.trim().toLowerCase(), openSince())) !== null,

    /** True for a mail of ours that has come back: there is nothing to keep of it. */
    async isHome(tripId: string, homecoming: Homecoming): Promise<boolean> {
      const trip = await store.find(tripId);
      if (!trip || trip.sentAt < openSince()) return false;
      await arrive(trip, homecoming);
      return true;
    },

    /** Has it come back? Waits for it a few seconds, at whichever node it arrives. @throws notFound when it is not looked for any more */
    async look(tripId: string, lookFor: LookFor | null): Promise<TripLook> {
      const trip = await store.countLook(tripId);
      if (!trip || trip.looks > looksMost) throw notFound('trip');
      if (trip.arrivedAt === null && lookFor) {
        const found = await lookFor(mailIdOf(trip));
        if (found) await arrive(trip, found);
        return stood(trip);
      }
      for (let waited = 0; waited < waitMs; waited += everyMs) {
        const look = await stood(trip);
        if (look.arrived) return look;
        await pause(everyMs);
      }
      return stood(trip);
    },
  };
}

export type Trips = ReturnType<typeof createTrips>;
