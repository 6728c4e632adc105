/** What a collaborative document and its connections may cost, each with its reason. */

/** Nobody writes two megabytes by hand, and a stored document must stay far below the store's 16 MB. */
export const documentBytes = 2 * 1024 * 1024;
/** A whole document in one message, as a client that was offline sends it. */
export const messageBytes = documentBytes + 64 * 1024;
/** A tail this long costs more to read and append to than to fold into the snapshot. */
export const tailUpdates = 32;
export const tailBytes = 16 * 1024;
/** Keys typed within this time, into whichever document, share one write; nobody notices, the store does. */
export const batchMs = 8;
/** What one member alone types need not hurry to other nodes: after its first keys a document is written once in this time. */
export const aloneEveryMs = 1000;
/** Documents whose time comes within this share one write. */
export const aloneBatchMs = 100;
/** A name, a colour and a cursor take a tenth of it. */
export const awarenessBytes = 2 * 1024;
/** Cursors are told on at most so often: stock clients repeat to us all they hear, and would drown in their own echo. */
export const awarenessMs = 40;
/** A document has one client id; a stock client changes it when it meets its double. */
export const clientIdsKept = 4;
/** A person types 15 keys a second; what is above this is a program gone wrong. */
export const messagesPerSecond = 200;
export const messagesAtOnce = 1000;
/** Answering a "what have you got" may mean sending the whole document. */
export const syncCost = 20;
/** A reader that is so far behind is cut; it comes back and gets the whole. */
export const unreadBytes = 4 * 1024 * 1024;
/** Tabs and devices of one member on one node. */
export const connectionsPerMember = 64;
/** Also keeps proxies and stock clients (who give up after 30 s of silence) from hanging up. */
export const pingEveryMs = 10_000;
/** Somebody whom another node has not named again for this long is gone; clients repeat themselves every 15 s. */
export const awarenessLastsMs = 30_000;
/** How soon another node's writes are noticed when its word was lost. */
export const lookEveryMs = 1000;
/** A store that is away is asked again after this long, at most. */
export const retryAtMostMs = 2000;
/** A client that opens a document which is closed is heard for so long: it may bring what it wrote offline. */
export const lateWaitMs = 10_000;
/** A connection is looked at again so often, for a sign-in that ran out and for what nobody told us. */
export const askEveryMs = 60_000;
