import { isAuthError, isTransient } from '@tandem-auth/client';
import { ApiError } from '../api/api-error.js';

export interface Trouble {
  readonly title: string;
  readonly detail: string;
}

/** What went wrong, in plain words. `action` completes the sentence "You are not allowed to ...". */
export function describe(error: unknown, action = 'do this'): Trouble {
  if (error instanceof ApiError) return describeRefusal(error, action);
  if (isAuthError(error)) {
    const detail = isTransient(error) ? patience(error.retryAfter) : error.message;
    return (
      byCode[error.code]?.(detail) ?? { title: 'The server did not answer as expected.', detail }
    );
  }
  // `fetch` throws this if there is no connection.
  if (error instanceof TypeError) return offline(patience(undefined));
  return { title: 'Something went wrong.', detail: String(error) };
}

function describeRefusal(error: ApiError, action: string): Trouble {
  const { status, code, message, requestId } = error;
  const reference = requestId ? ` (Reference: ${requestId})` : '';
  const detail = `${message}${reference}`;
  if (status === 403) return { title: `You are not allowed to ${action}.`, detail };
  if (status === 404) return { title: 'This is no longer there.', detail };
  return byCode[code]?.(detail) ?? { title: 'The server could not do this.', detail };
}

const offline = (detail: string): Trouble => ({ title: 'We cannot reach the server.', detail });

const byCode: Readonly<Record<string, (detail: string) => Trouble>> = {
  network_error: offline,
  timed_out: offline,
  busy: (detail) => ({ title: 'The server is busy.', detail }),
  storage_unavailable: (detail) => ({ title: 'The server is busy.', detail }),
  rate_limited: (detail) => ({ title: 'That was too often in a short time.', detail }),
  validation_failed: (detail) => ({ title: 'Something in the form is not right.', detail }),
  origin_not_allowed: (detail) => ({ title: 'This address may not be used to sign in.', detail }),
  cookie_not_kept: (detail) => ({ title: 'Your browser did not keep the sign-in.', detail }),
  misconfigured: (detail) => ({ title: 'The application is not set up correctly.', detail }),
};

/** "Try again in 20 seconds." */
export function patience(seconds: number | undefined): string {
  if (!seconds) return 'Nothing is lost. Try again in a moment.';
  return `Nothing is lost. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
}
