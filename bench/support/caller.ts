import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { CallName, Input, Output } from '../../shared/contract.ts';

/** A program that speaks HTTP over connections it keeps. */
export interface Caller {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  close(): void;
}

/** `token`: asked for each time, where more is asked than one token lasts. */
export function createCaller(port: number, token: string | (() => string), connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  function post(name: string, body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: `/api/${name}`,
          headers: {
            authorization: `Bearer ${typeof token === 'string' ? token : token()}`,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'idempotency-key': randomUUID(),
          },
        },
        (reply) => {
          const chunks: Buffer[] = [];
          reply.on('data', (chunk: Buffer) => chunks.push(chunk));
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
          reply.on('error', reject);
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  return {
    async call<N extends CallName>(name: N, input: Input<N>) {
      const { status, text } = await post(name, JSON.stringify(input));
      if (status !== 200) throw new Error(`${name} answered ${status}: ${text.slice(0, 300)}`);
      return JSON.parse(text) as Output<N>;
    },
    close: () => agent.destroy(),
  };
}
