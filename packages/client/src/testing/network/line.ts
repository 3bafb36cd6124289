import type { Clock } from '../../clock.js';
import { CookieJar } from './cookie-jar.js';

/** How long a request takes, in milliseconds. */
export interface Transit {
  /** The way there. Default 0. */
  readonly request?: number;
  /** The way back. Default 0. */
  readonly answer?: number;
  /** The connection breaks after so long, faults included; the server may have acted. Default: never. */
  readonly longest?: number;
}

/** What lies between one browser and the server. */
export class Line {
  readonly cookies = new CookieJar();
  /** Answers instead of the server, as a captive portal does. */
  portal: (() => Response) | undefined;
  /** Asked once a request. Default: no time at all. */
  transit: ((path: string) => Transit) | undefined;
  #online = true;
  #breaks = 0;

  get online(): boolean {
    return this.#online;
  }

  /** What is under way is lost, and so is everything sent from now on. */
  disconnect(): void {
    this.#online = false;
    this.#breaks++;
  }

  reconnect(): void {
    this.#online = true;
  }

  /** A connection made now: throws once the line has been interrupted. */
  open(): () => void {
    const breaks = this.#breaks;
    return () => {
      if (!this.#online || this.#breaks !== breaks) throw lost();
    };
  }
}

/** What `fetch` throws when there is no answer. */
export const lost = (): TypeError => new TypeError('Failed to fetch');

/** Resolves after `delay` on the clock; at once when there is none. */
export async function pass(clock: Clock, delay: number): Promise<void> {
  if (delay > 0) await new Promise<void>((resolve) => clock.after(delay, resolve));
}
