import { useSession } from '@tandem-auth/react';
import { formatCountdown } from '../words/format.js';
import { useSecondsLeft } from './use-now.js';

/** The remaining lifetime of the access token as a bar and a clock. */
export function Countdown() {
  const { expiresIn } = useSession();
  const seconds = useSecondsLeft();
  return (
    <div className="countdown">
      <div className="row">
        <span className="label">Access token</span>
        <Clock seconds={seconds} />
      </div>
      <progress
        className="bar"
        aria-label="Life left in the access token"
        max={expiresIn || 1}
        value={seconds}
        data-low={isLow(seconds, expiresIn)}
      />
      <p className="hint">{renewal(seconds)}</p>
    </div>
  );
}

export function Clock({ seconds }: { readonly seconds: number }) {
  return (
    <span
      className="clock"
      data-testid="session-expires-in"
      data-seconds={String(Math.ceil(seconds))}
    >
      {formatCountdown(seconds)}
    </span>
  );
}

export const isLow = (seconds: number, expiresIn: number): boolean => seconds < expiresIn * 0.15;

export const renewal = (seconds: number): string =>
  seconds > 0 ? 'It is renewed before that, unseen.' : 'It has run out. Your next click renews it.';
