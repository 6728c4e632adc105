/** When a working day begins. */
const morning = 9;

/** So many days after `now`, in the morning, on this device's clock. */
export function dayAt(now: Date, days: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(morning, 0, 0, 0);
  return at;
}

/** The Monday after `now`, never today. */
export const mondayAfter = (now: Date): Date => dayAt(now, ((8 - now.getDay()) % 7) + (now.getDay() === 1 ? 7 : 0));

/** As an input of date and time holds it: local, to the minute. */
export function localInput(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
