import type { Clock } from '../../clock.js';
import type { TabChannel } from '../../tabs/cross-tab.js';
import { pass } from '../network/line.js';
import type { Gate } from './gate.js';

interface Endpoint extends TabChannel {
  readonly gate: Gate;
  readonly name: string;
  /** When the previous message arrives. Messages never overtake each other. */
  arrival: number;
}

/** The broadcast channels of one browser. @see https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts */
export class FakeChannels {
  readonly #clock: Clock;
  readonly #delay: () => number;
  readonly #ends = new Set<Endpoint>();

  constructor(clock: Clock, delay: () => number) {
    this.#clock = clock;
    this.#delay = delay;
  }

  /** How many channels are open. */
  get open(): number {
    return this.#ends.size;
  }

  /** What `new BroadcastChannel(name)` does in a tab. */
  join(gate: Gate, name: string): TabChannel {
    const end: Endpoint = {
      gate,
      name,
      arrival: 0,
      onmessage: null,
      postMessage: (message) => this.#send(end, structuredClone(message)),
      close: () => void this.#ends.delete(end),
    };
    this.#ends.add(end);
    return end;
  }

  /** Closes the channels of a tab that was closed. */
  drop(gate: Gate): void {
    for (const end of this.#ends) if (end.gate === gate) this.#ends.delete(end);
  }

  #send(from: Endpoint, data: unknown): void {
    for (const end of this.#ends) {
      if (end !== from && end.name === from.name) void this.#deliver(end, data);
    }
  }

  async #deliver(end: Endpoint, data: unknown): Promise<void> {
    const now = this.#clock.now();
    end.arrival = Math.max(end.arrival, now + this.#delay());
    await pass(this.#clock, end.arrival - now);
    end.gate.enter(() => {
      if (this.#ends.has(end)) end.onmessage?.({ data: structuredClone(data) } as MessageEvent);
    });
  }
}
