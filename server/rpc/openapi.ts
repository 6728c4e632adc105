import { z } from 'zod';
import { scopeFor } from '../../shared/contract/call.ts';
import { type CallName, contract } from '../../shared/contract.ts';
import { errorStatus } from '../../shared/errors.ts';

const refusal = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        details: {},
      },
    },
  },
};

const schemaOf = (type: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each change; the same key again answers the same, for 14 days.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

const statuses = [...new Set(Object.values(errorStatus))];
const codesOf = (status: number) =>
  Object.entries(errorStatus).flatMap(([code, one]) => (one === status ? [code] : []));

function reachOf(name: CallName): string {
  if (contract[name].kind === 'open') return 'Needs no sign-in.';
  const scope = scopeFor(contract[name]);
  return scope ? `A token of a program needs the scope \`${scope}\`.` : 'For people; no token of a program will do.';
}

function operationOf(name: CallName) {
  const { kind, about, input, output } = contract[name];
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: about,
    description: reachOf(name),
    ...(kind === 'open' ? { security: [] } : {}),
    ...(kind === 'command' ? { parameters: [idempotencyKey] } : {}),
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(input, 'input') } } },
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(output, 'output') } } },
      ...Object.fromEntries(
        statuses.map((status) => [
          status,
          {
            description: codesOf(status).join(', '),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
          },
        ]),
      ),
    },
  };
}

/** The contract as OpenAPI 3.1, made from the very schemas that requests are read by. */
export const openApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Baton',
    version: '1',
    description:
      'Every request is a POST. Lists answer `{items, next}`; refusals answer `{error: {code, message, details}}`.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  security: [{ bearer: [] }],
  paths: Object.fromEntries(
    (Object.keys(contract) as CallName[]).map((name) => [`/api/${name}`, { post: operationOf(name) }]),
  ),
  components: {
    schemas: { Refusal: refusal },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
});
