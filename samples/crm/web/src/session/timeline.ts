import type { AuthClient, RefreshCause, Source } from '@tandem-auth/client';
import { describe } from '../words/trouble.js';

interface Recorded {
  /** Unique among the entries. */
  readonly id: number;
  /** Wall-clock milliseconds. */
  readonly at: number;
}

/** A new generation and its access token. */
export interface Generation extends Recorded {
  readonly kind: 'generation';
  readonly generation: number;
  readonly cause: RefreshCause | 'sign-in';
  readonly source: Source;
  /** Lifetime of the access token in seconds. */
  readonly expiresIn: number;
}

/** A refresh that failed. */
export interface FailedRefresh extends Recorded {
  readonly kind: 'trouble';
  readonly title: string;
}

/** What happened to the session. */
export type TimelineEntry = Generation | FailedRefresh;

export interface Timeline {
  /** Newest first. Every change makes a new array. */
  readonly entries: () => readonly TimelineEntry[];
  /** Calls `listener` after every change. Returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
}

const maxEntries = 50;

/** Records what happens to the session until the page is closed. */
export function recordTimeline(auth: AuthClient): Timeline {
  let entries: readonly TimelineEntry[] = [];
  let count = 0;
  const listeners = new Set<() => void>();

  const numbered = <M extends TimelineEntry>(entry: Omit<M, 'id'>): M =>
    ({ ...entry, id: ++count }) as M;

  function update(next: readonly TimelineEntry[]): void {
    entries = next.slice(0, maxEntries);
    for (const listener of listeners) listener();
  }

  auth.on('refreshed', ({ generation, cause, source, at, expiresIn }) =>
    update([
      numbered<Generation>({ kind: 'generation', generation, cause, source, at, expiresIn }),
      ...entries,
    ]),
  );
  auth.on('signed-in', ({ session: { generation }, source, at }) => {
    const { expiresIn } = auth.getSession();
    update([
      numbered<Generation>({
        kind: 'generation',
        generation,
        cause: 'sign-in',
        source,
        at,
        expiresIn,
      }),
    ]);
  });
  auth.on('stale', ({ error, at }) =>
    update([
      numbered<FailedRefresh>({ kind: 'trouble', title: describe(error).title, at }),
      ...entries,
    ]),
  );

  return {
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
