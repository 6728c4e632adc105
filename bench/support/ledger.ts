/** Counts what a thousand sockets hear: every number once, in order, at every socket. */
export interface Ledger {
  /** A socket heard this number. */
  hear(socket: number, seq: number, at: number): void;
  deliveries: number;
  /** Numbers that came again or late. */
  repeated: number;
  /** How many events every socket has heard. */
  complete: number;
  onComplete: () => void;
  /** From now on keeps the moment of each delivery, for so many events; the first is `from`. */
  keepMoments(from: number, events: number): Float64Array;
}

/** @param lastHeard the number after which each socket begins to hear */
export function createLedger(lastHeard: number[]): Ledger {
  const sockets = lastHeard.length;
  const last = Int32Array.from(lastHeard);
  const hearers = new Map<number, number>();
  let moments = new Float64Array(0);
  let first = 0;

  const ledger: Ledger = {
    deliveries: 0,
    repeated: 0,
    complete: 0,
    onComplete: () => {},
    hear(socket, seq, at) {
      if (seq <= (last[socket] ?? 0)) {
        ledger.repeated += 1;
        return;
      }
      last[socket] = seq;
      ledger.deliveries += 1;
      const place = (seq - first) * sockets + socket;
      if (seq >= first && place < moments.length) moments[place] = at;
      const heard = (hearers.get(seq) ?? 0) + 1;
      if (heard < sockets) hearers.set(seq, heard);
      else {
        hearers.delete(seq);
        ledger.complete += 1;
        ledger.onComplete();
      }
    },
    keepMoments(from, events) {
      first = from;
      moments = new Float64Array(events * sockets);
      return moments;
    },
  };
  return ledger;
}
