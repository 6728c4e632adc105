import { createServer } from 'node:http';
import compression from 'compression';
import express from 'express';
import { auditRouter } from '../audit/download.ts';
import { signInAgain } from '../auth/actor.ts';
import { mustHold } from '../auth/policy.ts';
import { fileRouter } from '../files/download.ts';
import { pictureRouter } from '../files/pictures.ts';
import { uploadRouter } from '../files/upload.ts';
import { unsubscribeRouter } from '../notifications/mail/unsubscribePage.ts';
import type { Dispatch } from '../rpc/dispatch.ts';
import { apiRouter, bearerOf } from '../rpc/http.ts';
import { clientRouter } from '../web/client.ts';
import { closingInTime } from '../web/connections.ts';
import { healthRouter } from '../web/health.ts';
import { referenceRouter } from '../web/reference.ts';
import { securityHeaders } from '../web/security.ts';
import type { Ground } from './ground.ts';
import type { Live } from './live.ts';
import type { Mail } from './mail.ts';
import type { Notices } from './notices.ts';
import type { People } from './people.ts';

/** What is served over HTTP. */
export function createWeb(
  ground: Ground,
  parts: { people: People; mail: Mail; notices: Notices; dispatch: Dispatch; live: () => Live; clientFolder: string },
) {
  const { config, auth, events, credentials, actors, blobs, links, files, clock, secure } = ground;
  const { dispatch, live } = parts;
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', 'loopback');
  web.use(securityHeaders(secure));
  web.use(
    healthRouter({
      demo: config.demo,
      ping: () => events.positions(),
      sockets: () => live().realtime.sockets(),
    }),
  );
  web.use(compression());
  web.use('/api', referenceRouter());
  web.use('/api', apiRouter({ dispatch, credentials, secure, seqOf: (workspaceId) => live().seqOf(workspaceId) }));
  web.use(fileRouter({ links, blobs }));
  web.use(pictureRouter({ links, outside: ground.outside }));
  web.use(auditRouter({ audit: parts.people.audit, exports: parts.people.exports, auth }));
  web.use(
    uploadRouter({
      actorOf: async (request) => {
        const claims = await credentials(bearerOf(request));
        if (!claims) throw signInAgain();
        const actor = await actors.actorOf(claims);
        mustHold(actor, 'write');
        return actor;
      },
      blobs,
      files,
      clock,
    }),
  );
  web.use(unsubscribeRouter(parts.notices.unsubscribing));
  if (parts.mail.mailbox) web.use(parts.mail.mailbox);
  web.use(clientRouter(parts.clientFolder));
  const http = createServer(web);
  return { http, closeInTime: closingInTime(http) };
}
