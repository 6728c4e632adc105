/**
 * Why a connection is closed, by WebSocket close code. Stock clients stay away after 4400–4499 and try again after
 * everything else. docs/protocol.md, collab.
 */
export const closing = {
  /** A frame that is not of the protocol. */
  malformed: 4400,
  /** The session has ended. */
  signedOut: 4401,
  /** The document is not open to this member any more, or is gone. */
  notFound: 4404,
  /** The document became a message; what came late has been taken in. */
  posted: 4409,
  /** The document was discarded; what came late has been kept with it. */
  discarded: 4410,
  /** The client's editor is of another release, and would take out what it does not know. */
  outdated: 4426,
  /** This would make it larger than a document may be; the client keeps its text. */
  tooLarge: 4413,
  /** Too many messages, or too many connections. Try again. */
  rateLimited: 4529,
  /** Too slow a reader. Try again. */
  behind: 4508,
  /** This node stops, or could not read the document. Try again. */
  restarting: 4503,
} as const;

export type Closing = keyof typeof closing;
