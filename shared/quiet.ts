/** Hours of the day in which somebody is left in peace, in his own time zone. May lead over midnight. */
interface Hours {
  on: boolean;
  /** As 18:30. */
  from: string;
  to: string;
  timeZone: string;
}

const minuteMs = 60_000;
const dayMinutes = 1440;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function localMinutes(at: Date, timeZone: string): number {
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return minutesOf(new Intl.DateTimeFormat('en-GB', options).format(at));
}

export function isQuiet(hours: Hours, at: Date): boolean {
  if (!hours.on) return false;
  const [now, from, to] = [localMinutes(at, hours.timeZone), minutesOf(hours.from), minutesOf(hours.to)];
  return from < to ? from <= now && now < to : now >= from || now < to;
}

/** When peace ends; null when there is none at this moment. A change of the clocks is allowed for. */
export function quietUntil(hours: Hours, at: Date): Date | null {
  if (!isQuiet(hours, at)) return null;
  const left = (minutesOf(hours.to) - localMinutes(at, hours.timeZone) + dayMinutes) % dayMinutes;
  let end = new Date((Math.floor(at.getTime() / minuteMs) + left) * minuteMs);
  for (let step = 0; step < 8 && isQuiet(hours, end); step += 1) end = new Date(end.getTime() + 15 * minuteMs);
  return end;
}

/** The hours that hold for a topic: a mention may come through. */
export const hoursFor = <H extends Hours & { mentions: boolean }>(hours: H, topic: string): H =>
  topic === 'mention' && hours.mentions ? { ...hours, on: false } : hours;
