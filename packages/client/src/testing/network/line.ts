import type { Clock } from '../../clock.js';
import { CookieJar } from './cookie-jar.js';

/** How long a request takes, in milliseconds. */
export interface Transit {
  /** From the client to the server. Default 0. */
  readonly request?: number;
  /** From the server to the client. Default 0. */
  readonly response?: number;
  /** @deprecated Use `response`. */
  readonly answer?: number;
  /** The connection breaks after this time, faults included. The server may have acted. Default: never. */
  readonly longest?: number;
}

/** The network between one browser and the server. */
export class Line {
  readonly cookies = new CookieJar();
  /** Makes the response instead of the server, like a captive portal. */
  portal: (() => Response) | undefined;
  /** Called once for each request. Default: requests take no time. */
  transit: ((path: string) => Transit) | undefined;
  #online = true;
  #breaks = 0;

  get online(): boolean {
    return this.#online;
  }

  /** Requests in flight fail, and so does every request from now on. */
  disconnect(): void {
    this.#online = false;
    this.#breaks++;
  }

  reconnect(): void {
    this.#online = true;
  }

  /** Opens a connection. The returned function throws once the line has been interrupted. */
  open(): () => void {
    const breaks = this.#breaks;
    return () => {
      if (!this.#online || this.#breaks !== breaks) throw lost();
    };
  }
}

/** What `fetch` throws if there is no response. */
export const lost = (): TypeError => new TypeError('Failed to fetch');

/** Resolves after `delay` on the clock; at once if that is 0. */
export async function pass(clock: Clock, delay: number): Promise<void> {
  if (delay > 0) await new Promise<void>((resolve) => clock.after(delay, resolve));
}
