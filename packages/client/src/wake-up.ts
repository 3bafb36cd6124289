const signs = ['visibilitychange', 'pageshow', 'online'];

/**
 * Calls `check` when the page may have slept through something: shown again, restored from the
 * back/forward cache, or online again.
 */
export interface WakeUp {
  listen(): void;
  stop(): void;
}

export function createWakeUp(check: (restored: boolean) => void): WakeUp {
  const notice = (event: Event) => {
    if (globalThis.document?.visibilityState === 'hidden') return;
    check((event as PageTransitionEvent).persisted);
  };
  // On a server there is nothing to listen to.
  return {
    listen() {
      for (const sign of signs) globalThis.addEventListener?.(sign, notice);
    },
    stop() {
      for (const sign of signs) globalThis.removeEventListener?.(sign, notice);
    },
  };
}
