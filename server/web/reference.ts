import { Router } from 'express';
import { openApi } from '../rpc/openapi.ts';
import { nonceOf } from './security.ts';

const escapeHtml = (text: unknown) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const pageStyle = `
  :root { color-scheme: light dark; font: 14px/22px Inter, system-ui, sans-serif }
  body { max-width: 920px; margin: 0 auto; padding: 32px 24px }
  h1 { font-size: 22px } h2 { font-size: 16px; margin-top: 40px }
  details { border: 1px solid #8884; border-radius: 8px; margin: 8px 0; padding: 8px 12px }
  summary { cursor: pointer } code, pre { font: 12px/18px ui-monospace, monospace }
  pre { overflow: auto; background: #8881; border-radius: 6px; padding: 12px }
  .about { opacity: .75; margin-left: 8px }`;

type Operation = ReturnType<typeof openApi>['paths'][string]['post'];

function operationHtml(path: string, operation: Operation): string {
  const schema = (value: unknown) => `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
  const key = operation.parameters ? '<p>Needs an <code>Idempotency-Key</code>.</p>' : '';
  return `<details id="${escapeHtml(operation.operationId)}"><summary><code>POST ${escapeHtml(path)}</code>
    <span class="about">${escapeHtml(operation.summary)}</span></summary>${key}
    <h3>Input</h3>${schema(operation.requestBody.content['application/json'].schema)}
    <h3>Answer</h3>${schema(operation.responses[200].content['application/json'].schema)}</details>`;
}

/** `/api/openapi.json` and `/api/reference`, a page to read it on; both made from the contract. */
export function referenceRouter(): Router {
  const router = Router();
  const document = openApi();
  router.get('/openapi.json', (_request, reply) => void reply.json(document));
  router.get('/reference', (_request, reply) => {
    const things = [...new Set(Object.values(document.paths).map(({ post }) => post.tags[0] ?? ''))];
    const sections = things.map((thing) => {
      const own = Object.entries(document.paths).filter(([, { post }]) => post.tags[0] === thing);
      return `<h2>${escapeHtml(thing)}</h2>${own.map(([path, { post }]) => operationHtml(path, post)).join('')}`;
    });
    reply.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Baton API</title>
      <meta name="viewport" content="width=device-width"><style nonce="${nonceOf(reply)}">${pageStyle}</style>
      <h1>Baton API</h1><p>${escapeHtml(document.info.description)} <a href="/api/openapi.json">OpenAPI 3.1</a></p>
      ${sections.join('')}</html>`);
  });
  return router;
}
