import type { Page } from '../page.js';

/** What is kept after the page is closed, readable by every tab of the origin. Not a secret. */
export interface SessionNote {
  /** The last sign-out, until somebody signs in. `told`: the server has confirmed it. */
  readonly signOut?:
    | { readonly sessionId?: string | undefined; readonly told?: boolean }
    | undefined;
  /** The session that is over, or empty if its id is unknown. Its end is not told again. */
  readonly over?: string;
  /** When the server said that there is no session, in wall-clock milliseconds. */
  readonly nobodyAt?: number;
}

export interface SessionNotes {
  read(): SessionNote;
  /**
   * Whether the person has signed out of this session. If the id of either session is unknown:
   * whether the server has yet to confirm a sign-out, so that the cookie may still be valid.
   */
  ended(sessionId?: string): boolean;
  write(note: SessionNote): void;
}

export function createSessionNotes(page: Page, name: string): SessionNotes {
  let unsaved: SessionNote | undefined;
  function read(): SessionNote {
    try {
      // Another value under the name, such as null, has none of a note's parts.
      return unsaved ?? Object(JSON.parse(page.localStorage?.getItem(name) ?? '{}'));
    } catch {
      return {};
    }
  }

  return {
    read,
    ended(id) {
      const { signOut } = read();
      if (!(signOut instanceof Object)) return false;
      return id && signOut.sessionId ? id === signOut.sessionId : !signOut.told;
    },
    write(note) {
      unsaved = note;
      try {
        (page.localStorage as Storage).setItem(name, JSON.stringify(note));
        unsaved = undefined;
      } catch {
        // The storage is blocked, full or missing: the note is kept until the page is closed.
      }
    },
  };
}

/**
 * Whether the server said less than a minute ago that there is no session, and the visitor came from
 * a page of this origin. On another origin they could have signed in meanwhile.
 */
export function nobodyLately(
  { document, location }: Page,
  { nobodyAt = -Infinity }: SessionNote,
  wallClock: number,
): boolean {
  const age = wallClock - nobodyAt;
  return age >= 0 && age < 60_000 && !!document?.referrer.startsWith(`${location?.origin}/`);
}

/** Removes the keys of another client from the browser's storage. */
export function forgetKeys(page: Page, keys: readonly string[]): void {
  try {
    for (const key of keys) {
      page.localStorage?.removeItem(key);
      page.sessionStorage?.removeItem(key);
    }
  } catch {
    // The storage is blocked: nothing can be removed.
  }
}
