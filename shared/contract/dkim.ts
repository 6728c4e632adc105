import { z } from 'zod';

/** RFC 6376: where in its domain the key is looked up. */
const Selector = z
  .string()
  .trim()
  .toLowerCase()
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 'must be letters, digits and hyphens');
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(190)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/, 'must be a domain');

const place = {
  domain: Domain,
  selector: Selector,
  /** False: the key is there, and nothing is signed yet. */
  on: z.boolean(),
};

/** A record of the name service, to be put there. */
const DnsRecord = z.object({ name: z.string(), type: z.literal('TXT'), value: z.string() });

/** How an address's mail is signed, without the private key. */
export const DkimView = z.object({ ...place, record: DnsRecord });
export type DkimView = z.infer<typeof DkimView>;

/** Of `privateKey` (PEM) and `sealedKey` (of channel.makeDkimKey) at most one; without any, the key that is kept stays. */
export const DkimInput = z.strictObject({
  ...place,
  privateKey: z.string().trim().min(1).max(10_000).optional(),
  sealedKey: z.string().min(1).max(10_000).optional(),
});
export type DkimInput = z.infer<typeof DkimInput>;

/** `missing`: there is no such record. `other`: it holds another key. `noAnswer`: the name service does not answer. */
export const DkimCheck = z.object({
  ok: z.boolean(),
  why: z.enum(['missing', 'other', 'noAnswer']).nullable(),
  /** What is there. */
  found: z.string().nullable(),
});
export type DkimCheck = z.infer<typeof DkimCheck>;
