import { formatTime } from '../words/format.js';
import { useTimeline } from './timeline-list.js';
import { type TokenLifetime, type TokenLifetimes, tokenLifetimes } from './token-lifetimes.js';
import { useNow } from './use-now.js';

const shown = 8;
const row = 34;
const bar = 14;

/** The lifetimes of the latest access tokens on one time axis, each with its successor. */
export function TokenLifetimesChart() {
  const now = useNow(1000);
  const chart = tokenLifetimes(useTimeline(), now, shown);
  if (!chart) return null;
  const { lifetimes } = chart;
  const height = lifetimes.length * row;
  return (
    <figure className="lifetimes">
      <div className="lifetimes-names" aria-hidden="true">
        {lifetimes.map(({ id, generation }) => (
          <span key={id}>{generation}</span>
        ))}
      </div>
      <svg className="lifetimes-chart" height={height + 26} role="img" aria-label={caption(chart)}>
        {lifetimes.map((lifetime, index) => (
          <Lifetime
            key={lifetime.id}
            lifetime={lifetime}
            next={lifetimes[index + 1]}
            y={index * row + row / 2}
          />
        ))}
        <line
          className="lifetimes-now"
          x1={x(chart.now)}
          x2={x(chart.now)}
          y1="0"
          y2={height + 4}
        />
        <Axis chart={chart} y={height + 20} />
      </svg>
    </figure>
  );
}

interface LifetimeProps {
  readonly lifetime: TokenLifetime;
  readonly next: TokenLifetime | undefined;
  readonly y: number;
}

function Lifetime({ lifetime, next, y }: LifetimeProps) {
  const { from, until, expires, source, troubles } = lifetime;
  const shape = { y: y - bar / 2, height: bar, rx: bar / 2 };
  return (
    <g data-source={source} data-current={next === undefined}>
      <rect className="lifetime-whole" x={x(from)} width={x(expires - from)} {...shape} />
      <rect className="lifetime-used" x={x(from)} width={x(until - from)} {...shape} />
      {next && (
        <line
          className="lifetime-handover"
          x1={x(next.from)}
          x2={x(next.from)}
          y1={y}
          y2={y + row}
        />
      )}
      {troubles.map((at) => (
        <circle key={at} className="lifetime-trouble" cx={x(at)} cy={y} r="5" />
      ))}
    </g>
  );
}

function Axis({ chart, y }: { readonly chart: TokenLifetimes; readonly y: number }) {
  const { start, expiry, now, lifetimes } = chart;
  const last = lifetimes.at(-1)?.expires ?? 100;
  return (
    <g className="lifetimes-axis">
      {now > 22 && (
        <text x="0" y={y}>
          {formatTime(start)}
        </text>
      )}
      <text
        x={x(now)}
        y={y}
        className="lifetimes-now-word"
        textAnchor={now > 90 ? 'end' : now < 10 ? 'start' : 'middle'}
      >
        now
      </text>
      {now < last - 22 && (
        <text x={x(last)} y={y} textAnchor="end">
          {formatTime(expiry)}
        </text>
      )}
    </g>
  );
}

const x = (percent: number): string => `${Math.max(0, percent).toFixed(2)}%`;

function caption({ lifetimes }: TokenLifetimes): string {
  const last = lifetimes.at(-1)?.generation;
  const troubles = lifetimes.reduce((sum, lifetime) => sum + lifetime.troubles.length, 0);
  const kept = troubles ? ` ${troubles} refreshes failed, and the session was kept.` : '';
  return `The lifetimes of the latest ${lifetimes.length} access tokens, up to generation ${last}.${kept}`;
}
