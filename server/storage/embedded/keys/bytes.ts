/** LMDB compares keys as unsigned bytes; so does everything here. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);

/** The smallest key above everything that begins with `prefix`. Appending 0xFF would miss keys that go on with 0xFF. */
export function successor(prefix: Uint8Array): Buffer {
  const next = Buffer.from(prefix);
  for (let i = next.length - 1; i >= 0; i--) {
    const byte = next[i] ?? 0;
    if (byte < 0xff) {
      next[i] = byte + 1;
      return next.subarray(0, i + 1);
    }
  }
  throw new Error('A prefix of nothing but 0xFF has no successor');
}

/** Turns the order around, for descending index fields. */
export function inverted(bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = ~(bytes[i] ?? 0) & 0xff;
  return out;
}

/** The first four bytes of every key: which catalog, collection or index it belongs to. */
export function tablePrefix(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(id);
  return prefix;
}
