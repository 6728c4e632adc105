import { type Person, type Planted, secretsFor } from './world.ts';

/** Not one secret of a ticket that this person may not see is in these bytes. @throws naming the ticket */
export function mustNotLeak(bytes: string, person: Person, tickets: readonly Planted[]): void {
  const allowed = secretsFor(person, tickets);
  for (const ticket of tickets) {
    for (const secret of [...ticket.secrets, ...ticket.contactSecrets]) {
      if (allowed.has(secret)) continue;
      const at = bytes.indexOf(secret);
      if (at === -1) continue;
      const around = bytes.slice(Math.max(0, at - 300), at + 60);
      throw new Error(`${person.kind} was told of ticket ${JSON.stringify(ticket)}: …${around}…`);
    }
  }
}
