// Draws the rooms of the core and who uses whom, from the sources' namespaces and usings.
//   node eng/rooms.mjs                          writes docs/images/rooms.svg
//   node eng/rooms.mjs --check                  fails when that picture is not the code's
//   node eng/rooms.mjs --root DIR --output FILE another checkout, another file
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const home = fileURLToPath(new URL('..', import.meta.url));
const source = join(option('--root', home), 'src/Tandem');
const output = option('--output', join(home, 'docs/images/rooms.svg'));

const files = (folder) =>
  readdirSync(folder)
    .filter((name) => name !== 'bin' && name !== 'obj')
    .sort()
    .flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]))
    .filter((file) => file.endsWith('.cs'));

// Who uses whom: an edge for each using of another room's namespace.
const rooms = new Map();
const uses = new Map();
for (const file of files(source)) {
  const [room, rest] = relative(source, file).split('/');
  if (rest === undefined) continue;
  rooms.set(room, (rooms.get(room) ?? 0) + 1);
  for (const [, used] of readFileSync(file, 'utf8').matchAll(/^using Tandem\.(\w+)/gm)) {
    if (used !== room) uses.set(room, (uses.get(room) ?? new Set()).add(used));
  }
}
const reaches = (from, to, seen = new Set()) =>
  [...(uses.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
const inRing = (room) => reaches(room, room);

// A room stands one row above the highest that it uses; those of a ring share a row.
const row = new Map();
function rowOf(room, open = new Set()) {
  if (row.has(room)) return row.get(room);
  open.add(room);
  const below = [...(uses.get(room) ?? [])].filter((used) => rooms.has(used) && !open.has(used) && !reaches(used, room));
  const found = below.length === 0 ? 0 : 1 + Math.max(...below.map((used) => rowOf(used, open)));
  open.delete(room);
  row.set(room, found);
  return found;
}
const ringRow = Math.max(-1, ...[...rooms.keys()].filter(inRing).map((room) => rowOf(room)));
for (const room of rooms.keys()) if (inRing(room)) row.set(room, ringRow);
for (const room of rooms.keys()) rowOf(room);

const perLine = 5;
const lines = [];
for (let at = 0; at <= Math.max(...row.values()); at++) {
  const here = [...rooms.keys()].filter((room) => row.get(room) === at).sort();
  for (let i = 0; i < here.length; i += perLine) lines.push(here.slice(i, i + perLine));
}
const [boxWidth, boxHeight, gapX, gapY, margin] = [128, 44, 24, 48, 24];
const width = margin * 2 + perLine * boxWidth + (perLine - 1) * gapX;
const height = margin * 2 + lines.length * boxHeight + (lines.length - 1) * gapY;
const place = new Map();
lines.forEach((line, y) => {
  const indent = (width - line.length * boxWidth - (line.length - 1) * gapX) / 2;
  line.forEach((room, x) => {
    place.set(room, [indent + x * (boxWidth + gapX), height - margin - boxHeight - y * (boxHeight + gapY)]);
  });
});

const arrows = [];
for (const [room, others] of [...uses].sort()) {
  for (const used of [...others].sort()) {
    if (!place.has(room) || !place.has(used)) continue;
    const [[x1, y1], [x2, y2]] = [place.get(room), place.get(used)];
    const down = y2 > y1;
    const ring = reaches(used, room);
    const path = `M${x1 + boxWidth / 2} ${down ? y1 + boxHeight : y1} L${x2 + boxWidth / 2} ${down ? y2 : y2 + boxHeight}`;
    arrows.push(`  <path class="${ring ? 'ring' : 'use'}" d="${path}" marker-end="url(#${ring ? 'ring' : 'use'})"/>`);
  }
}
const boxes = [...place].map(
  ([room, [x, y]]) => `  <rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"/>
  <text x="${x + boxWidth / 2}" y="${y + 20}">${room}</text>
  <text class="count" x="${x + boxWidth / 2}" y="${y + 35}">${rooms.get(room)} files</text>`,
);
const head = (id) =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path class="${id} tip" d="M0 0 L8 4 L0 8 z"/></marker>`;
const rings = [...rooms.keys()].filter(inRing).length;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${rooms.size} rooms, ${rings} of them in rings; an arrow leads from a room to one it uses">
  <style>
    svg { background: #ffffff; font: 13px system-ui, sans-serif }
    rect { fill: #eef3fb; stroke: #3b5b92 }
    text { fill: #16233b; text-anchor: middle }
    .count { fill: #55627a; font-size: 11px }
    .use { fill: none; stroke: #8fa3c4; stroke-width: 1 }
    .ring { fill: none; stroke: #c23b3b; stroke-width: 1.4 }
    .use.tip { fill: #8fa3c4 } .ring.tip { fill: #c23b3b }
  </style>
  <defs>${head('use')}${head('ring')}</defs>
${arrows.join('\n')}
${boxes.join('\n')}
</svg>
`;

if (args.includes('--check')) {
  if (readFileSync(output, 'utf8') !== svg) {
    process.stderr.write('docs/images/rooms.svg is not what the code is: node eng/rooms.mjs\n');
    process.exit(1);
  }
} else {
  writeFileSync(output, svg);
}
