import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** The style nonce of this answer; the page hands it to the libraries that make style elements. */
export const nonceOf = (reply: Response): string => String(reply.locals.nonce);

/** Headers of every answer. No inline script, no foreign frame, styles by nonce. design: security floor. */
export function securityHeaders(secure: boolean): RequestHandler[] {
  const giveNonce: RequestHandler = (_request, reply, next) => {
    // 122 random bits, from a pool: every answer needs one.
    reply.locals.nonce = randomUUID();
    next();
  };
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, reply) => `'nonce-${nonceOf(reply as Response)}'`],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  return [giveNonce, headers];
}
