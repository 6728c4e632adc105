import { z } from 'zod';
import { Priority } from './entities.ts';
import { Id, Moment } from './ids.ts';
import { PropertyChanges } from './propertyKinds.ts';

const Tag = z.string().trim().min(1).max(50);

/** What becomes of every ticket: one thing at a time, so that it can be told, counted and undone. */
export const BulkChange = z.union([
  z.strictObject({ assign: z.strictObject({ ownerId: Id.nullable().optional(), teamId: Id.nullable().optional() }) }),
  /** `properties` are filled in where a ticket has nothing; what it has stays. */
  z.strictObject({ statusId: Id, properties: PropertyChanges.optional() }),
  z.strictObject({ properties: PropertyChanges }),
  /** Without a status to the one of the same name, or else to the first of the same state. */
  z.strictObject({
    move: z.strictObject({ pipelineId: Id, statusId: Id.optional(), properties: PropertyChanges.optional() }),
  }),
  z.strictObject({ mergeInto: Id }),
  z.strictObject({ priority: Priority }),
  z.strictObject({ addTag: Tag }),
  z.strictObject({ removeTag: Tag }),
  z.strictObject({ trash: z.boolean() }),
  z.strictObject({ spam: z.boolean() }),
]);
export type BulkChange = z.infer<typeof BulkChange>;

/** A change of many tickets, as whoever asked for it sees it. */
export const BulkView = z.object({
  id: Id,
  /** Null: it puts back what `undoes` did. */
  change: BulkChange.nullable(),
  undoes: Id.nullable(),
  /** What puts this one back. */
  undoneBy: Id.nullable(),
  state: z.enum(['running', 'done', 'cancelled']),
  total: z.int(),
  done: z.int(),
  /** Of the done, those that were so already. */
  same: z.int(),
  /** Not open to who asked, or gone. */
  passedOver: z.int(),
  /** Something about them forbids it. */
  refused: z.int(),
  /** Of those, the ones whose new status wants properties, by name; at most 200 are told. */
  lacking: z.array(z.object({ ticketId: Id, properties: z.array(z.string()) })),
  /** How many were refused for what: a rule of their pipeline, or the code of the refusal. */
  reasons: z.record(z.string(), z.int()),
  /** Those refused for anything but properties; at most 200 are told. */
  refusals: z.array(z.object({ ticketId: Id, reason: z.string() })),
  createdAt: Moment,
  version: z.int(),
});
export type BulkView = z.infer<typeof BulkView>;
