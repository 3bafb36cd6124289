import type { Clock } from '../clock.js';

/** Where the client reports what it tells the application in no other way. Never gets a token. */
export interface Logger {
  warn(message: string, detail: unknown): void;
}

/** When an event happened, in wall-clock milliseconds, for display. */
export interface Timed {
  readonly at: number;
}

/** Calls listeners one after the other. If one throws, that is logged and the others still run. */
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
