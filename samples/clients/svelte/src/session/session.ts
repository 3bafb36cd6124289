import type { AuthClient, SessionSnapshot } from '@tandem-auth/client';
import { createSubscriber } from 'svelte/reactivity';

/** The state of the session. What reads `current` follows every change, in whichever tab it happens. */
export class Session {
  readonly #auth: AuthClient;
  readonly #follow: () => void;

  constructor(auth: AuthClient) {
    this.#auth = auth;
    this.#follow = createSubscriber((update) => auth.subscribe(update));
  }

  get current(): SessionSnapshot {
    this.#follow();
    return this.#auth.getSession();
  }
}
