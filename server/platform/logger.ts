import { destination, type Logger, pino } from 'pino';

export type { Logger };

/** Structured lines on stderr; stdout belongs to the address. Personal data never goes in: log ids. */
export const createLogger = (level: string): Logger => pino({ level, base: null }, destination({ fd: 2, sync: true }));
