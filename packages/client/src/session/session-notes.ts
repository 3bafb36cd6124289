import type { Page } from '../page.js';

/** What outlives the page, readable by every tab of the origin. No secret, and no proof of anything. */
export interface SessionNote {
  /** The last sign-out, until somebody signs in; `told` once the server knows of it. */
  readonly signOut?:
    | { readonly sessionId?: string | undefined; readonly told?: boolean }
    | undefined;
  /** When the server said that there is no session, in wall-clock milliseconds. */
  readonly nobodyAt?: number;
}

export interface SessionNotes {
  read(): SessionNote;
  /**
   * Whether somebody has signed out of this session. Where one of the two has no name: whether the
   * server has yet to hear of it, and the cookie may still open the session.
   */
  left(sessionId?: string): boolean | undefined;
  write(note: SessionNote): void;
}

export function createSessionNotes(page: Page, name: string): SessionNotes {
  let unsaved: SessionNote | undefined;
  function read(): SessionNote {
    try {
      return unsaved ?? JSON.parse(page.localStorage?.getItem(name) ?? '{}');
    } catch {
      return {};
    }
  }

  return {
    read,
    left(id) {
      const { signOut } = read();
      return signOut && (id && signOut.sessionId ? id === signOut.sessionId : !signOut.told);
    },
    write(note) {
      unsaved = note;
      try {
        (page.localStorage as Storage).setItem(name, JSON.stringify(note));
        unsaved = undefined;
      } catch {
        // Blocked, full, or not a browser: it lives as long as the page.
      }
    },
  };
}

/**
 * Whether the server said so less than a minute ago, and the visitor has been on this origin since:
 * whoever comes from elsewhere may have signed in there.
 */
export function nobodyLately(
  { document, location }: Page,
  { nobodyAt = -Infinity }: SessionNote,
  wallClock: number,
): boolean {
  const age = wallClock - nobodyAt;
  return age >= 0 && age < 60_000 && !!document?.referrer.startsWith(`${location?.origin}/`);
}
