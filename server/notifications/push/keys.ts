import webPush from 'web-push';
import { seal, unseal } from '../../platform/seal.ts';
import type { Secrets } from '../../platform/secret.ts';
import type { KeyPair, PushStore } from './store.ts';

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/**
 * The installation's own keys, made when they are first needed and kept in the store, so that every node and every
 * start has the same. Keys that another secret has sealed are replaced: browsers then subscribe anew.
 */
export function createPushKeys(deps: { store: PushStore; secrets: Secrets }): () => Promise<VapidKeys> {
  const { store, secrets } = deps;
  const key = secrets.key('push');
  let known: VapidKeys | null = null;

  const sealed = (): Omit<KeyPair, '_id'> => {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    return { publicKey, privateKey: seal(key, Buffer.from(privateKey)) };
  };
  const opened = ({ publicKey, privateKey }: KeyPair): VapidKeys | null => {
    const plain = unseal(key, privateKey);
    return plain && { publicKey, privateKey: plain.toString() };
  };

  return async () => {
    if (known) return known;
    const found = (await store.keys()) ?? (await store.claimKeys(sealed()));
    known = opened(found);
    if (known) return known;
    await store.replaceKeys(sealed(), found.publicKey);
    const replaced = await store.keys();
    known = replaced && opened(replaced);
    if (!known) throw new Error('The keys for push messages cannot be read');
    return known;
  };
}
