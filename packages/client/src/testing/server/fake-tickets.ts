import type { FakeSession } from './session-table.js';

/** Seconds. */
const lifetime = 30;

/** Tickets that have not been used yet. Each can be used once. */
export class FakeTickets {
  readonly #unused = new Map<string, { readonly session: FakeSession; readonly until: number }>();
  #issued = 0;

  issue(session: FakeSession, now: number): { ticket: string; expiresIn: number } {
    const ticket = `ticket.${++this.#issued}`;
    this.#unused.set(ticket, { session, until: now + lifetime * 1000 });
    return { ticket, expiresIn: lifetime };
  }

  redeem(url: URL, now: number): FakeSession | null {
    const name = url.searchParams.get('ticket') ?? '';
    const ticket = this.#unused.get(name);
    this.#unused.delete(name);
    return ticket && now < ticket.until && !ticket.session.revoked ? ticket.session : null;
  }
}
