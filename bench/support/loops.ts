import { monotonicMs, pause } from './numbers.ts';

export interface Run {
  count: number;
  seconds: number;
  perSecond: number;
  /** Of each call, in ms. */
  latencies: number[];
}

/** Throughput: each client asks again as soon as it was answered, until the time is over; what is under way is awaited. */
export async function closedLoop(
  clients: number,
  seconds: number,
  one: (client: number) => Promise<unknown>,
): Promise<Run> {
  const start = monotonicMs();
  const latencies: number[] = [];
  async function client(index: number): Promise<void> {
    for (let asked = monotonicMs(); asked < start + seconds * 1000; ) {
      await one(index);
      const answered = monotonicMs();
      latencies.push(answered - asked);
      asked = answered;
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  const took = (monotonicMs() - start) / 1000;
  return { count: latencies.length, seconds: took, perSecond: latencies.length / took, latencies };
}

/**
 * Latency: fires by the timetable, however long answers take, and tells each its planned moment. Measured from that
 * moment, a stall is paid by everything that should have happened during it.
 */
export async function openLoop(
  perSecond: number,
  count: number,
  fire: (index: number, plannedMs: number) => void,
): Promise<void> {
  const start = monotonicMs() + 50;
  for (let next = 0; next < count; ) {
    const now = monotonicMs();
    for (; next < count && start + (next * 1000) / perSecond <= now; next += 1)
      fire(next, start + (next * 1000) / perSecond);
    if (next < count) await pause(Math.max(start + (next * 1000) / perSecond - monotonicMs(), 0));
  }
}
