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
  write(note: SessionNote): void;
}

export function createSessionNotes(page: Page, name: string): SessionNotes {
  let unsaved: SessionNote | undefined;
  return {
    read() {
      try {
        return unsaved ?? JSON.parse(page.localStorage?.getItem(name) ?? '{}');
      } catch {
        return {};
      }
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

/** The sign-out that the server has not heard of: until then the cookie may still open the session. */
export function owedSignOut({ signOut }: SessionNote): SessionNote['signOut'] {
  return signOut?.told ? undefined : signOut;
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
