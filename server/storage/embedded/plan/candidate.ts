import { decode } from '../bson/codec.ts';
import type { Doc } from '../bson/values.ts';

/** A document found, decoded only if somebody looks inside. */
export class Candidate {
  /** The encoded `_id`. */
  readonly id: Buffer;
  readonly bytes: Buffer;
  #doc: Doc | undefined;

  constructor(id: Buffer, bytes: Buffer) {
    this.id = id;
    this.bytes = bytes;
  }

  get doc(): Doc {
    this.#doc ??= decode(this.bytes);
    return this.#doc;
  }
}
