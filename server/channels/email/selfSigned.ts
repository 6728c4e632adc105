import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** ASN.1 in its distinguished encoding, as little of it as a certificate takes. */
function tlv(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const sequence = (...content: Buffer[]) => tlv(0x30, ...content);
const object = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
/** Years beyond 2049 have another form; GeneralizedTime is fit for all. */
const moment = (at: Date) => tlv(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));

const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'));
const nameOf = (name: string) => sequence(tlv(0x31, sequence(object('550403'), tlv(0x0c, Buffer.from(name)))));

/** A key and a certificate for it, signed with itself: RFC 5280, version 3, ECDSA on P-256. */
export function selfSigned(name: string, from: Date, until: Date): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const subject = nameOf(name);
  const alternatives = tlv(0x04, sequence(tlv(0x82, Buffer.from(name))));
  const told = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ecdsaWithSha256,
    subject,
    sequence(moment(from), moment(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(sequence(object('551d11'), alternatives))),
  );
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', told, privateKey));
  const der = sequence(told, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`,
  };
}
