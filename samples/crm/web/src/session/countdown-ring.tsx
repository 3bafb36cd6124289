import { useSession } from '@tandem-auth/react';
import { Clock, isLow, renewal } from './countdown.js';
import { useSecondsLeft } from './use-now.js';

const radius = 64;
const circumference = 2 * Math.PI * radius;

/** The remaining lifetime of the access token as a ring. */
export function CountdownRing() {
  const { expiresIn } = useSession();
  const seconds = useSecondsLeft();
  const left = Math.min(1, seconds / (expiresIn || 1));
  return (
    <div className="ring" data-low={isLow(seconds, expiresIn)}>
      <svg viewBox="0 0 150 150" aria-hidden="true">
        <circle className="ring-track" cx="75" cy="75" r={radius} />
        <circle
          className="ring-left"
          cx="75"
          cy="75"
          r={radius}
          strokeDasharray={`${left * circumference} ${circumference}`}
        />
      </svg>
      <div className="ring-words">
        <Clock seconds={seconds} />
        <span className="label">left in the access token</span>
      </div>
      <p className="hint">{renewal(seconds)}</p>
    </div>
  );
}
