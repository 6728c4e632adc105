import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

/** A browser's databases, in memory, for what the client keeps on a device. */
Object.assign(globalThis, { indexedDB: new IDBFactory(), IDBKeyRange });
