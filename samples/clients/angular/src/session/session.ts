import { computed, DestroyRef, Injectable, inject, signal } from '@angular/core';
import { auth } from '../auth';

/** The state of the session as a signal. It follows every change, in whichever tab it happens. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #snapshot = signal(auth.getSession());
  readonly snapshot = this.#snapshot.asReadonly();
  readonly user = computed(() => this.snapshot().user);
  /** Nobody is signed in, and that is certain: not while loading, not while the server is away. */
  readonly isOver = computed(() => ['anonymous', 'signed-out'].includes(this.snapshot().status));

  constructor() {
    const unsubscribe = auth.subscribe(() => this.#snapshot.set(auth.getSession()));
    inject(DestroyRef).onDestroy(unsubscribe);
  }
}
