import type { AuthClient, RefreshCause, Source } from '@tandem-auth/client';
import { describe } from '../words/trouble.js';

interface Noted {
  /** Of no other moment. */
  readonly id: number;
  /** Wall-clock milliseconds. */
  readonly at: number;
}

/** A generation that arrived, with the access token it brought. */
export interface Generation extends Noted {
  readonly kind: 'generation';
  readonly generation: number;
  readonly cause: RefreshCause | 'sign-in';
  readonly source: Source;
  /** Life of the access token in seconds. */
  readonly expiresIn: number;
}

/** A refresh that did not come about. */
export interface Trouble extends Noted {
  readonly kind: 'trouble';
  readonly title: string;
}

/** A moment in the session's life. */
export type Moment = Generation | Trouble;

export interface Timeline {
  /** Newest first. A change brings a new array. */
  readonly moments: () => readonly Moment[];
  /** Calls back after every change; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

const longest = 50;

/** Writes down what happens to the session, from now until the page is left. */
export function recordTimeline(auth: AuthClient): Timeline {
  let moments: readonly Moment[] = [];
  let count = 0;
  const listeners = new Set<() => void>();

  const note = <M extends Moment>(moment: Omit<M, 'id'>): M => ({ ...moment, id: ++count }) as M;

  function become(next: readonly Moment[]): void {
    moments = next.slice(0, longest);
    for (const listener of listeners) listener();
  }

  auth.on('refreshed', ({ generation, cause, source, at, expiresIn }) =>
    become([
      note<Generation>({ kind: 'generation', generation, cause, source, at, expiresIn }),
      ...moments,
    ]),
  );
  auth.on('signed-in', ({ session: { generation }, source, at }) => {
    const { expiresIn } = auth.getSession();
    become([
      note<Generation>({ kind: 'generation', generation, cause: 'sign-in', source, at, expiresIn }),
    ]);
  });
  auth.on('stale', ({ error, at }) =>
    become([note<Trouble>({ kind: 'trouble', title: describe(error).title, at }), ...moments]),
  );

  return {
    moments: () => moments,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
