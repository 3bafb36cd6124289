import type { Clock } from '../../clock.js';
import type { CrossTab } from '../../tabs/cross-tab.js';
import { pass } from '../network/line.js';
import type { Gate } from './gate.js';

interface Request {
  readonly gate: Gate;
  readonly grant: () => void;
}

/** The exclusive Web Locks of one browser. @see https://w3c.github.io/web-locks */
export class FakeLocks {
  readonly #clock: Clock;
  readonly #delay: () => number;
  readonly #held = new Map<string, Request>();
  readonly #queues = new Map<string, Request[]>();

  constructor(clock: Clock, delay: () => number) {
    this.#clock = clock;
    this.#delay = delay;
  }

  /** Whether a tab holds a lock. */
  holds(gate: Gate): boolean {
    return [...this.#held.values()].some((request) => request.gate === gate);
  }

  /** How many locks are held or requested. */
  get busy(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.length, this.#held.size);
  }

  /** The `LockManager` of one tab. */
  of(gate: Gate): CrossTab['locks'] {
    return {
      request: (name, options, work) =>
        new Promise((resolve, reject) => {
          const queue = this.#queue(name);
          if ('ifAvailable' in options && (this.#held.has(name) || queue.length)) {
            work(null).then(resolve, reject);
            return;
          }
          const signal = 'signal' in options ? options.signal : undefined;
          const onAbort = () => {
            const at = queue.indexOf(request);
            if (at < 0) return;
            queue.splice(at, 1);
            reject(signal?.reason);
          };
          const request: Request = {
            gate,
            grant: () => {
              signal?.removeEventListener('abort', onAbort);
              work({ name })
                .then(resolve, reject)
                .finally(() => this.#release(name, request));
            },
          };
          signal?.addEventListener('abort', onAbort, { once: true });
          queue.push(request);
          void this.#next(name);
        }),
    };
  }

  /** Releases the locks of a tab that was closed. */
  drop(gate: Gate): void {
    for (const queue of this.#queues.values()) {
      queue.splice(0, queue.length, ...queue.filter((request) => request.gate !== gate));
    }
    for (const [name, request] of this.#held) {
      if (request.gate === gate) this.#release(name, request);
    }
  }

  #queue(name: string): Request[] {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return queue;
  }

  #release(name: string, request: Request): void {
    if (this.#held.get(name) !== request) return;
    this.#held.delete(name);
    void this.#next(name);
  }

  async #next(name: string): Promise<void> {
    const request = this.#held.has(name) ? undefined : this.#queue(name).shift();
    if (!request) return;
    this.#held.set(name, request);
    await pass(this.#clock, this.#delay());
    // If the tab was closed meanwhile, another request may hold the lock by now.
    if (this.#held.get(name) === request) request.gate.enter(request.grant);
  }
}
