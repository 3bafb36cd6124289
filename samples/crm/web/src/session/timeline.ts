import type { AuthClient, RefreshCause, Source } from '@tandem-auth/client';
import { describe } from '../words/trouble.js';

/** A moment in the session's life: a generation that arrived, or a refresh that did not. */
export type Moment =
  | {
      readonly kind: 'generation';
      readonly generation: number;
      readonly cause: RefreshCause | 'sign-in';
      readonly source: Source;
      readonly at: number;
    }
  | { readonly kind: 'trouble'; readonly title: string; readonly at: number };

export interface Timeline {
  /** Newest first. */
  readonly moments: readonly Moment[];
  /** Calls back after every change, until the signal is aborted. */
  onChange(listener: () => void, signal: AbortSignal): void;
}

const longest = 50;

/** Writes down what happens to the session, from now until the page is left. */
export function recordTimeline(auth: AuthClient): Timeline {
  let moments: readonly Moment[] = [];
  const listeners = new Set<() => void>();

  function become(next: readonly Moment[]): void {
    moments = next.slice(0, longest);
    for (const listener of listeners) listener();
  }

  auth.on('refreshed', ({ generation, cause, source, at }) =>
    become([{ kind: 'generation', generation, cause, source, at }, ...moments]),
  );
  auth.on('signed-in', ({ session: { generation }, source, at }) =>
    become([{ kind: 'generation', generation, cause: 'sign-in', source, at }]),
  );
  auth.on('stale', ({ error, at }) =>
    become([{ kind: 'trouble', title: describe(error).title, at }, ...moments]),
  );

  return {
    get moments() {
      return moments;
    },
    onChange(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },
  };
}
