import { vi } from 'vitest';

type Work = (lock: object | null) => Promise<unknown>;

interface Options {
  readonly signal?: AbortSignal;
  readonly ifAvailable?: boolean;
}

/** The exclusive part of the Web Locks API, which Node 20 lacks. @see https://w3c.github.io/web-locks */
export class TestLocks {
  readonly log: string[] = [];
  #queue: { readonly start: () => void }[] = [];
  #held = false;

  /** Lets clients made from now on find these locks. */
  install(): void {
    vi.stubGlobal('navigator', { locks: this });
  }

  /** Takes the lock as another tab would, until the returned function is called. */
  async take(name = 'other'): Promise<() => void> {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await new Promise<void>((granted) => {
      void this.request(name, {}, () => {
        granted();
        return released;
      });
    });
    return release;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  request(name: string, options: Options, work: Work): Promise<unknown> {
    if (options.ifAvailable && (this.#held || this.waiting)) return work(null);
    return new Promise((resolve, reject) => {
      const entry = {
        start: () => {
          this.#held = true;
          this.log.push(`granted ${name}`);
          const done = () => {
            this.#held = false;
            this.log.push(`released ${name}`);
            this.#next();
          };
          work({ name }).then(resolve, reject).finally(done);
        },
      };
      this.#queue.push(entry);
      options.signal?.addEventListener('abort', () => {
        if (!this.#queue.includes(entry)) return;
        this.#queue = this.#queue.filter((other) => other !== entry);
        reject(options.signal?.reason);
      });
      this.#next();
    });
  }

  #next(): void {
    if (!this.#held) this.#queue.shift()?.start();
  }
}
