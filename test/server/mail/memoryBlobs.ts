import { type Blobs, blobName } from '../../../server/files/blobs.ts';

/** Blobs of one test. */
export function memoryBlobs(): Blobs {
  const kept = new Map<string, Buffer>();
  const found = (name: string): Buffer => {
    const bytes = kept.get(name);
    if (!bytes) throw new Error('There is no such blob');
    return bytes;
  };
  const put = async (bytes: Uint8Array) => {
    kept.set(blobName(bytes), Buffer.from(bytes));
    return blobName(bytes);
  };
  return {
    put,
    async keep(source) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      return { name: await put(bytes), size: bytes.length };
    },
    get: async (name) => found(name),
    async *read(name) {
      yield found(name);
    },
  };
}
