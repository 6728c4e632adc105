import { Router } from 'express';

/** `/healthz`: it serves. `/readyz`: it serves and the store answers. `/metrics`: what a scraper wants to know. */
export function healthRouter(deps: { demo: boolean; ping: () => Promise<unknown>; sockets: () => number }): Router {
  const router = Router();
  router.get('/healthz', (_request, reply) => void reply.json({ ok: true, demo: deps.demo }));
  router.get('/readyz', async (_request, reply) => {
    try {
      await deps.ping();
      reply.json({ ok: true });
    } catch {
      reply.status(503).json({ ok: false });
    }
  });
  router.get('/metrics', (_request, reply) => {
    const { rss, heapUsed } = process.memoryUsage();
    const gauges = [
      ['baton_sockets', 'Connected screens and programs', deps.sockets()],
      ['process_resident_memory_bytes', 'Resident memory', rss],
      ['nodejs_heap_used_bytes', 'Heap in use', heapUsed],
      ['process_uptime_seconds', 'Seconds since the start', Math.round(process.uptime())],
    ] as const;
    const lines = gauges.map(
      ([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`,
    );
    reply.type('text/plain; version=0.0.4').send(lines.join(''));
  });
  return router;
}
