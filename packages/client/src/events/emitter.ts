import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';

/** Every event tells when it happened, in wall-clock milliseconds, for display. */
export interface Timed {
  readonly at: number;
}

/** Calls listeners one after the other; one that throws is logged and stops nobody. */
export interface Emitter<Events> {
  on<K extends keyof Events>(event: K, listener: (detail: Events[K] & Timed) => void): () => void;
  emit<K extends keyof Events>(event: K, detail: Events[K]): void;
}

export function createEmitter<Events>(clock: Clock, logger: Logger): Emitter<Events> {
  const entries = new Set<readonly [keyof Events, (detail: never) => void]>();
  return {
    on(event, listener) {
      const entry = [event, listener] as const;
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    emit(event, detail) {
      const timed = { ...detail, at: clock.date() };
      for (const [wanted, listener] of entries) {
        if (wanted !== event) continue;
        try {
          listener(timed as never);
        } catch (error) {
          logger.warn('Tandem: a listener threw.', error);
        }
      }
    },
  };
}
