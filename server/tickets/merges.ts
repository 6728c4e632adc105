import type { Id } from '../../shared/ids.ts';
import type { PropertyValue, PropertyValues } from '../../shared/propertyKinds.ts';
import type { Tx } from '../events/batch.ts';
import { type Answered, answeredIn, type Change, changed, type Taken, type Ticket, type Told } from './model.ts';
import type { Save } from './saving.ts';
import type { TicketStore } from './store.ts';

const beyond = <T>(these: readonly T[], those: readonly T[]): T[] => these.filter((one) => !those.includes(one));
const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];
const later = (one: Ticket['lastMessage'], other: Ticket['lastMessage']) =>
  one && other ? (other.at > one.at ? other : one) : (one ?? other);

const same = (one: PropertyValue | undefined, other: PropertyValue) => JSON.stringify(one) === JSON.stringify(other);

/** The values it lacks. */
const lacking = (mine: PropertyValues = {}, theirs: PropertyValues = {}): PropertyValues =>
  Object.fromEntries(Object.entries(theirs).filter(([key]) => !Object.hasOwn(mine, key)));

/** Without those it took, unless somebody has changed them since; what another brings as well it has from that. */
const withoutTaken = (mine: PropertyValues, took: PropertyValues, still: readonly Ticket[]): PropertyValues =>
  Object.fromEntries(
    Object.entries(mine).flatMap(([key, value]) => {
      if (!Object.hasOwn(took, key) || !same(took[key], value)) return [[key, value] as const];
      const theirs = still.map(({ properties }) => properties?.[key]).find((one) => one !== undefined);
      return theirs === undefined ? [] : [[key, theirs] as const];
    }),
  );

/** The ticket's own part of merging: its fields, its links, its history. product: T14. */
export function createMerges({ store, save }: { store: Pick<TicketStore, 'find'>; save: Save }) {
  /** Links name each other: those who are linked with the one get or lose it as it does. */
  async function relink(tx: Tx, ids: Id[], change: { gains: Id; loses: Id | null }, actorId: Id): Promise<void> {
    for (const id of ids) {
      const other = await store.find(tx.workspaceId, id, tx.session);
      if (!other || other.mergedIntoId) continue;
      const linkedIds = distinct([...other.linkedIds.filter((one) => one !== change.loses), change.gains]);
      await save(tx, other, changed(other, { linkedIds }), actorId);
    }
  }

  return {
    /** The source is nobody's from now on; `into` takes what it lacks and keeps what it has. */
    async absorb(tx: Tx, source: Ticket, into: Ticket, actorId: Id): Promise<{ into: Ticket; taken: Taken }> {
      const wereLinked = into.linkedIds.includes(source._id);
      const taken: Taken = {
        contactIds: beyond(source.contactIds, into.contactIds),
        tags: beyond(source.tags, into.tags),
        companyId: into.companyId === null ? source.companyId : null,
        linkedIds: beyond(source.linkedIds, [...into.linkedIds, into._id]),
        wereLinked,
        properties: lacking(into.properties, source.properties),
      };
      const { _id: id, number, name, merged = [] } = source;
      const fields: Partial<Ticket> = {
        contactIds: [...into.contactIds, ...taken.contactIds],
        tags: [...into.tags, ...taken.tags],
        companyId: into.companyId ?? source.companyId,
        linkedIds: beyond([...into.linkedIds, ...taken.linkedIds], [id]),
        lastMessage: later(into.lastMessage, source.lastMessage),
        activityAt: new Date(Math.max(into.activityAt.getTime(), source.activityAt.getTime())),
        lastInSeq: Math.max(into.lastInSeq, source.lastInSeq),
        ...answeredIn(into, source),
        properties: { ...taken.properties, ...into.properties },
        merged: [...(into.merged ?? []), { id, number, name, intoId: into._id }, ...merged],
      };
      const gone: Change = { property: 'mergedInto', from: null, to: String(into.number) };
      const come: Change = { property: 'merged', from: null, to: String(number) };
      // Told first: a screen that loses the one knows where it went.
      const whole = await save(tx, into, changed(into, fields), actorId, tx.now, [come]);
      await save(tx, source, changed(source, { mergedIntoId: into._id }), actorId, tx.now, [gone]);
      await relink(tx, beyond(source.linkedIds, [into._id]), { gains: into._id, loses: id }, actorId);
      return { into: whole, taken };
    },

    /**
     * Both as they were. What other tickets that are still in `into` have as well stays with it; `told` is what the
     * messages of each say now.
     */
    async release(
      tx: Tx,
      source: Ticket,
      into: Ticket,
      was: {
        taken: Taken;
        told: { source: Told & Answered; into: Told & Answered };
        fields: Partial<Ticket>;
        still: Ticket[];
      },
      actorId: Id,
    ): Promise<{ source: Ticket; into: Ticket }> {
      const { taken, told, still } = was;
      const out = [source._id, ...(source.merged ?? []).map(({ id }) => id)];
      const others = <T>(of: (ticket: Ticket) => readonly T[]): T[] => still.flatMap((ticket) => [...of(ticket)]);
      const goes = <T>(mine: readonly T[], took: readonly T[], theirs: readonly T[]) =>
        beyond(mine, beyond(took, theirs));
      const linked = goes(
        into.linkedIds,
        taken.linkedIds,
        others(({ linkedIds }) => linkedIds),
      );
      const fills = taken.companyId !== null && into.companyId === taken.companyId;
      const left = await save(
        tx,
        into,
        changed(into, {
          ...told.into,
          contactIds: goes(
            into.contactIds,
            taken.contactIds,
            others(({ contactIds }) => contactIds),
          ),
          tags: goes(
            into.tags,
            taken.tags,
            others(({ tags }) => tags),
          ),
          companyId: fills ? (others(({ companyId }) => [companyId]).find(Boolean) ?? null) : into.companyId,
          properties: withoutTaken(into.properties ?? {}, taken.properties ?? {}, still),
          linkedIds: taken.wereLinked ? distinct([...linked, source._id]) : linked,
          merged: (into.merged ?? []).filter(({ id }) => !out.includes(id)),
        }),
        actorId,
        tx.now,
        [{ property: 'merged', from: String(source.number), to: null }],
      );
      const back = await save(
        tx,
        source,
        changed(source, { ...was.fields, ...told.source, mergedIntoId: null }),
        actorId,
        tx.now,
        [{ property: 'mergedInto', from: String(into.number), to: null }],
      );
      for (const other of beyond(source.linkedIds, [into._id])) {
        const loses = left.linkedIds.includes(other) ? null : into._id;
        await relink(tx, [other], { gains: source._id, loses }, actorId);
      }
      return { source: back, into: left };
    },
  };
}
