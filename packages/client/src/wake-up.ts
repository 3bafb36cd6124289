const signs = ['visibilitychange', 'pageshow', 'online'];

/**
 * Calls `check` when the page may have slept through something: shown again, restored from the
 * back/forward cache, or online again.
 */
export interface WakeUp {
  listen(): void;
  stop(): void;
}

/** The part of a `Window` that the client uses; servers have none of it. */
export interface Page {
  readonly document?: { readonly visibilityState: string } | undefined;
  addEventListener?(type: string, listener: (event: Event) => void): void;
  removeEventListener?(type: string, listener: (event: Event) => void): void;
}

export function createWakeUp(check: (restored: boolean) => void, page: Page): WakeUp {
  const notice = (event: Event) => {
    if (page.document?.visibilityState === 'hidden') return;
    check((event as PageTransitionEvent).persisted);
  };
  return {
    listen() {
      for (const sign of signs) page.addEventListener?.(sign, notice);
    },
    stop() {
      for (const sign of signs) page.removeEventListener?.(sign, notice);
    },
  };
}
