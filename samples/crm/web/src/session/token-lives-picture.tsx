import { formatTime } from '../words/format.js';
import { type TokenLife, type TokenLives, tokenLives } from './token-lives.js';
import { useNow } from './use-now.js';
import { useTimeline } from './use-timeline.js';

const shown = 8;
const row = 34;
const bar = 14;

/** The lives of the latest access tokens on one axis of time: each hands over to the next. */
export function TokenLivesPicture() {
  const now = useNow(1000);
  const picture = tokenLives(useTimeline(), now, shown);
  if (!picture) return null;
  const { lives } = picture;
  const height = lives.length * row;
  return (
    <figure className="lives">
      <div className="lives-names" aria-hidden="true">
        {lives.map(({ id, generation }) => (
          <span key={id}>{generation}</span>
        ))}
      </div>
      <svg className="lives-picture" height={height + 26} role="img" aria-label={caption(picture)}>
        {lives.map((life, index) => (
          <Life key={life.id} life={life} next={lives[index + 1]} y={index * row + row / 2} />
        ))}
        <line
          className="lives-now"
          x1={x(picture.now)}
          x2={x(picture.now)}
          y1="0"
          y2={height + 4}
        />
        <Axis picture={picture} y={height + 20} />
      </svg>
    </figure>
  );
}

interface LifeProps {
  readonly life: TokenLife;
  readonly next: TokenLife | undefined;
  readonly y: number;
}

function Life({ life, next, y }: LifeProps) {
  const { from, until, expires, source, troubles } = life;
  const shape = { y: y - bar / 2, height: bar, rx: bar / 2 };
  return (
    <g data-source={source} data-current={next === undefined}>
      <rect className="life-whole" x={x(from)} width={x(expires - from)} {...shape} />
      <rect className="life-used" x={x(from)} width={x(until - from)} {...shape} />
      {next && (
        <line className="life-handover" x1={x(next.from)} x2={x(next.from)} y1={y} y2={y + row} />
      )}
      {troubles.map((at) => (
        <circle key={at} className="life-trouble" cx={x(at)} cy={y} r="5" />
      ))}
    </g>
  );
}

function Axis({ picture, y }: { readonly picture: TokenLives; readonly y: number }) {
  const { start, expiry, now, lives } = picture;
  const last = lives.at(-1)?.expires ?? 100;
  return (
    <g className="lives-axis">
      {now > 22 && (
        <text x="0" y={y}>
          {formatTime(start)}
        </text>
      )}
      <text
        x={x(now)}
        y={y}
        className="lives-now-word"
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

function caption({ lives }: TokenLives): string {
  const last = lives.at(-1)?.generation;
  const troubles = lives.reduce((sum, life) => sum + life.troubles.length, 0);
  const kept = troubles ? ` ${troubles} refreshes failed, and the session was kept.` : '';
  return `The lives of the latest ${lives.length} access tokens, up to generation ${last}.${kept}`;
}
