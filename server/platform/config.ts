import { z } from 'zod';

const number = (least: number, most: number, fallback: number) => {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words).default(fallback);
};
const portWords = 'must be a whole number from 0 to 65535';
const port = (fallback: number) => number(0, 65535, fallback);
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((word) => word === 'true');
const url = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
      error: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    })
    .optional();

const isOrigin = (text: string) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
const originList = (text: string) => text.split(',').map((one) => one.trim());
const origins = z
  .string()
  .refine(
    (text) => originList(text).every(isOrigin),
    'must be origins as https://push.example.org, with commas between',
  )
  .transform(originList)
  .default([]);

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().optional(),
  PORT: port(3000),
  SMTP_PORT: port(2525),
  LMTP_PORT: z.coerce.number(portWords).int(portWords).min(0, portWords).max(65535, portWords).optional(),
  SMTP_TLS_CERT: z.string().optional(),
  SMTP_TLS_KEY: z.string().optional(),
  SMTP_MAX_MB: number(1, 100, 25),
  SMTP_CONNECTIONS: number(1, 10_000, 100),
  SMTP_MAILS_PER_MINUTE: number(1, 1_000_000, 600),
  BATON_URL: url('http', 'https'),
  BATON_DATA_DIR: z.string().default('./data'),
  BATON_DEMO: flag(true),
  BATON_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: url('redis', 'rediss'),
  SMTP_URL: url('smtp', 'smtps'),
  BATON_MAIL_FROM: z.email('must be an e-mail address').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Wrong passwords per address and account in 15 minutes before sign-in is slowed. */
  BATON_SIGN_IN_TRIES: number(1, 1_000_000, 20),
  /** How long a notification waits for its reader before it is mailed to him. */
  BATON_DIGEST_MINUTES: number(1, 1440, 10),
  /** Origins of push services beyond those of the known browsers. */
  BATON_PUSH_SERVICES: origins,
  /** How long a sent draft waits before it leaves, for its author to take it back. */
  BATON_UNDO_SECONDS: number(0, 300, 10),
  /** Mails that may leave a workspace within an hour; the others wait. */
  BATON_MAILS_PER_HOUR: number(20, 1_000_000, 3000),
});

/** How this node runs, from the environment, checked. */
export interface Config {
  production: boolean;
  host: string;
  port: number;
  smtpPort: number;
  /** Null: no LMTP. */
  lmtpPort: number | null;
  /** The files of the receiver's certificate; null: it makes one itself. */
  smtpTls: { cert: string; key: string } | null;
  /** What the receiver takes: bytes of a mail, connections and mails a minute of one address. */
  mailLimits: { bytes: number; connections: number; perMinute: number };
  /** Where browsers reach it, without a final slash; null until the port is known. */
  url: string | null;
  dataDir: string;
  demo: boolean;
  /** Strangers may reach it: setting it up takes the code that the start printed. */
  open: boolean;
  secret: string | null;
  mongoUrl: string | null;
  redisUrl: string | null;
  smtpUrl: string | null;
  /** Whom invitations and password mails come from; null: a workspace's own address. */
  mailFrom: string | null;
  logLevel: string;
  signInTries: number;
  undoMs: number;
  digestMs: number;
  pushServices: string[];
  mailsPerHour: number;
}

/** A start that cannot go on, in words for whoever starts it. Shown without a stack. */
export class StartError extends Error {}

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i.test(host);

/** What people write where a secret should stand. */
const placeholders = /change.?me|password|passwort|secret|default|example|qwerty|letmein|1234567|abcdefg|baton/i;
/** 32 random hex digits have 13 different ones as a rule, and practically never fewer than this. */
const leastVariety = 8;

/** Made up, copied, or typed with one finger: whoever guesses it signs in as anybody. */
const isWeak = (secret: string): boolean =>
  placeholders.test(secret) || new Set(secret).size < leastVariety || /^(.{1,12})\1+$/.test(secret);

/** In production only: a trial at home may be careless. */
function problemsInProduction(env: z.infer<typeof Environment>, host: string): string[] {
  const problems: string[] = [];
  if (env.BATON_SECRET && isWeak(env.BATON_SECRET)) {
    problems.push('BATON_SECRET: is easy to guess. Make one with: openssl rand -hex 32');
  }
  if (env.BATON_PUSH_SERVICES.some((origin) => !origin.startsWith('https:')))
    problems.push('BATON_PUSH_SERVICES: must be https:// in production.');
  const url = env.BATON_URL && new URL(env.BATON_URL);
  const safe = url ? url.protocol === 'https:' || isLoopback(url.hostname) : isLoopback(host);
  if (!safe) {
    problems.push(
      `BATON_URL: ${url ? `is ${url.origin}` : 'is not set'}, so sign-in cookies would cross the network in the clear. ` +
        'Put a proxy with TLS before Baton and set BATON_URL to its https:// address, or set HOST=127.0.0.1 to try it on this machine only.',
    );
  }
  return problems;
}

const cannotStart = (lines: string[]) =>
  new StartError(`Baton cannot start, the environment is not right:\n${lines.map((line) => `  ${line}`).join('\n')}`);

/** @throws StartError naming each variable that is wrong and what it should be. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(given);
  if (!read.success) throw cannotStart(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const env = read.data;
  const production = env.NODE_ENV === 'production';
  const demo = env.BATON_DEMO && !production && env.MONGODB_URL === undefined;
  const host = env.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0');
  if (env.MONGODB_URL && !env.BATON_SECRET) {
    throw new StartError('Baton cannot start: BATON_SECRET is required with MONGODB_URL, the same on every node.');
  }
  if ((env.SMTP_TLS_CERT === undefined) !== (env.SMTP_TLS_KEY === undefined)) {
    throw cannotStart(['SMTP_TLS_CERT, SMTP_TLS_KEY: one does not go without the other']);
  }
  const problems = production ? problemsInProduction(env, host) : [];
  if (problems.length > 0) throw cannotStart(problems);
  return {
    production,
    host,
    port: env.PORT,
    smtpPort: env.SMTP_PORT,
    lmtpPort: env.LMTP_PORT ?? null,
    smtpTls: env.SMTP_TLS_CERT && env.SMTP_TLS_KEY ? { cert: env.SMTP_TLS_CERT, key: env.SMTP_TLS_KEY } : null,
    mailLimits: {
      bytes: env.SMTP_MAX_MB * 1024 * 1024,
      connections: env.SMTP_CONNECTIONS,
      perMinute: env.SMTP_MAILS_PER_MINUTE,
    },
    url: env.BATON_URL?.replace(/\/$/, '') ?? null,
    dataDir: env.BATON_DATA_DIR,
    demo,
    open:
      production || !isLoopback(host) || (env.BATON_URL !== undefined && !isLoopback(new URL(env.BATON_URL).hostname)),
    secret: env.BATON_SECRET ?? null,
    mongoUrl: env.MONGODB_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.BATON_MAIL_FROM ?? null,
    logLevel: env.LOG_LEVEL,
    signInTries: env.BATON_SIGN_IN_TRIES,
    undoMs: env.BATON_UNDO_SECONDS * 1000,
    digestMs: env.BATON_DIGEST_MINUTES * 60_000,
    pushServices: env.BATON_PUSH_SERVICES,
    mailsPerHour: env.BATON_MAILS_PER_HOUR,
  };
}
