import { addressesAndAside } from '../migrations/addressesAndAside.ts';
import { shortSearchKeys } from '../migrations/shortSearchKeys.ts';
import type { Migration } from '../storage/dataVersion.ts';

/** In the order of the versions that they lead to. */
export const migrations: Migration[] = [addressesAndAside, shortSearchKeys];
