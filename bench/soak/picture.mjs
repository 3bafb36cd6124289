// Draws docs/images/soak.svg from data/*.json. Usage: node bench/soak/picture.mjs [FILE]
import { readFileSync, writeFileSync } from 'node:fs';

const here = (path) => new URL(path, import.meta.url);
const read = (name) => JSON.parse(readFileSync(here(`data/${name}.json`), 'utf8'));

const titles = {
  tandem: ['Tandem', 'with @tandem-auth/client'],
  'by-hand': ['Written by hand', 'refresh on 401, each refresh token good for one use'],
  'one-flight': ['Written by hand, with care', 'one refresh at a time in a tab, a lost connection tried again'],
};

const width = 880;
const left = 92;
const right = width - 28;
const lane = 19;
const bar = 13;

const run = read('run');
const scale = (at) => left + ((right - left) * at) / (run.seconds * 1000);
const round = (number) => Math.round(number * 10) / 10;
const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const lostKinds = ['lost', 'abandoned'];

/** The times in which somebody was signed in, as pairs of milliseconds. */
function stays(events) {
  const found = [];
  let since = null;
  for (const { at, kind } of events) {
    if (kind === 'signed-in') since = at;
    if (kind === 'signed-out') {
      found.push([since, at]);
      since = null;
    }
  }
  if (since !== null) found.push([since, run.seconds * 1000]);
  return found;
}

function drawLane(events, middle) {
  const of = (...kinds) => events.filter((event) => kinds.includes(event.kind)).map(({ at }) => round(scale(at)));
  const top = round(middle - bar / 2);
  const stay = stays(events).map(([from, to]) => {
    const x = round(scale(from));
    return `<rect class="stay" x="${x}" y="${top}" width="${round(Math.max(scale(to) - x, 1))}" height="${bar}" rx="2"/>`;
  });
  const ticks = of('refreshed').map((x) => `M${x} ${top + 2}v${bar - 4}`);
  // On the upper edge, where neither a tick nor a cross hides it.
  const lost = of(...lostKinds).map((x) => `<circle class="lost" cx="${x}" cy="${top}" r="3.4"/>`);
  const out = of('signed-out').map((x) => `M${round(x - 3)} ${middle - 4.5}l7 9m0-9l-7 9`);
  return [
    ...stay,
    ticks.length ? `<path class="tick" d="${ticks.join('')}"/>` : '',
    out.length ? `<path class="out" d="${out.join('')}"/>` : '',
    ...lost,
  ];
}

function drawPanel({ name, signOuts, ...totals }, top) {
  const events = read(name);
  const [title, under] = titles[name];
  const lost = lostKinds.reduce((sum, kind) => sum + totals[kind], 0);
  const granted = totals.refreshed + lost;
  const lines = [
    `<text class="name" x="24" y="${top}">${title}</text>`,
    `<text class="under" x="24" y="${top + 19}">${under}; ${plural(granted, 'refresh', 'refreshes')}, ${plural(lost, 'reply', 'replies')} lost</text>`,
    `<text class="${signOuts === 0 ? 'good' : 'bad'} total" x="${right}" y="${top + 4}">${plural(signOuts, 'sign-out')}</text>`,
    drawGrid(top + 41 - lane / 2),
  ];
  for (let visitor = 1; visitor <= run.visitors; visitor += 1) {
    const middle = top + 41 + (visitor - 1) * lane;
    lines.push(
      `<text class="who" x="${left - 10}" y="${middle + 4}">person ${visitor}</text>`,
      ...drawLane(events.filter((event) => event.visitor === visitor), middle),
    );
  }
  return lines;
}

/** Times at which the axis is marked, in seconds. */
function marks() {
  const step = run.seconds > 120 ? 30 : run.seconds > 40 ? 10 : 5;
  return Array.from({ length: Math.floor(run.seconds / step) + 1 }, (_, index) => index * step);
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
const place = (seconds) => round(scale(seconds * 1000));

function drawGrid(top) {
  return `<path class="grid" d="${marks().map((seconds) => `M${place(seconds)} ${top}v${run.visitors * lane}`).join('')}"/>`;
}

function drawAxis(y) {
  return marks().map((seconds) => `<text class="time" x="${place(seconds)}" y="${y}">${clock(seconds)}</text>`);
}

function drawLegend(y) {
  const entry = (x, mark, text) => `${mark}<text class="under" x="${x + 14}" y="${y + 4}">${text}</text>`;
  return [
    `<rect class="stay" x="${left - 8}" y="${y - 6}" width="22" height="${bar}" rx="2"/><text class="under" x="${left + 20}" y="${y + 4}">signed in</text>`,
    entry(left + 112, `<path class="tick" d="M${left + 116} ${y - 4}v${bar - 4}"/>`, 'refresh'),
    entry(left + 202, `<circle class="lost" cx="${left + 206}" cy="${y - 0.5}" r="3.4"/>`, 'refresh whose reply was lost'),
    entry(left + 420, `<path class="out" d="M${left + 422} ${y - 4.5}l7 9m0-9l-7 9"/>`, 'signed out by accident; signs in again'),
  ];
}

function draw() {
  const head = 66;
  const panel = 41 + run.visitors * lane + 26;
  const bottom = head + run.contenders.length * panel - 14;
  const height = bottom + 71;
  const conditions = `${run.visitors} people with ${run.tabsOfEach} tabs each, ${run.seconds / 60} minutes, access tokens of ${run.accessTokenSeconds} seconds`;
  const sums = run.contenders.map(({ name, signOuts }) => `${titles[name][0]}: ${plural(signOuts, 'sign-out')}`).join('. ');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    '<title id="title">How often people were signed out by accident</title>',
    `<desc id="desc">${conditions}; ${run.lossRate * 100} % of the replies to a refresh were lost. ${sums}.</desc>`,
    `<style>${style}</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
    `<text class="note" x="24" y="32">${conditions};</text>`,
    `<text class="note" x="24" y="50">${run.lossRate * 100} % of the replies to a refresh are lost on the way. Everybody meets the same.</text>`,
    ...run.contenders.flatMap((contender, index) => drawPanel(contender, head + 26 + index * panel)),
    ...drawAxis(bottom + 18),
    ...drawLegend(bottom + 47),
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n')}\n`;
}

const style = `
    .ground { fill: #ffffff; stroke: #d0d7de; }
    .grid { stroke: #d8dee4; stroke-width: 1; }
    .stay { fill: #ddf4ff; }
    .tick { stroke: #0550ae; stroke-width: 1.3; fill: none; opacity: 0.75; }
    .lost { fill: #fb8f44; stroke: #ffffff; stroke-width: 1; }
    .out { stroke: #cf222e; stroke-width: 2.2; fill: none; stroke-linecap: round; }
    text { fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
    .name { font-weight: 600; font-size: 16px; }
    .under, .note { fill: #57606a; }
    .who, .time { fill: #57606a; font-size: 11.5px; }
    .who { text-anchor: end; }
    .time { text-anchor: middle; }
    .total { font-weight: 600; font-size: 20px; text-anchor: end; }
    .good { fill: #116329; }
    .bad { fill: #cf222e; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; stroke: #30363d; }
      .grid { stroke: #21262d; }
      .stay { fill: #12324f; }
      .tick { stroke: #79c0ff; }
      .lost { fill: #f0883e; stroke: #0d1117; }
      .out { stroke: #ff7b72; }
      text { fill: #e6edf3; }
      .under, .note, .who, .time { fill: #9da7b3; }
      .good { fill: #7ee787; }
      .bad { fill: #ff7b72; }
    }
  `;

writeFileSync(process.argv[2] ?? here('../../docs/images/soak.svg'), draw());
