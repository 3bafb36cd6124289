// Writes src/Tandem/Accounts/unicode-names.txt: what it takes to compare names of people and domains the same on every machine, since
// .NET without ICU neither normalises nor maps. From the tables of the Node.js that runs it.
//   c FIRST[-LAST] CLASS    canonical combining class; only the order of the numbers counts
//   d CODE CODES            canonical decomposition, as a whole
//   p FIRST SECOND CODE     primary composite
//   m FIRST[-LAST] CODES    mapping of UTS #46 for domains, non-transitional; - for nothing
// Hangul syllables are left out: they are computed (Unicode 3.12).
import { writeFileSync } from 'node:fs';
import { domainToASCII, domainToUnicode } from 'node:url';

const file = new URL('../src/Tandem/Accounts/unicode-names.txt', import.meta.url);
const last = 0x10ffff;
const hex = (code) => code.toString(16).padStart(4, '0');
const codes = (text) => [...text].map((character) => hex(character.codePointAt(0))).join(' ');
const isHangul = (code) => code >= 0xac00 && code <= 0xd7a3;
const all = [];
for (let code = 0x80; code <= last; code++) {
  if (code >= 0xd800 && code <= 0xdfff) continue;
  const character = String.fromCodePoint(code);
  if (!/\p{Cn}|\p{Co}/u.test(character)) all.push([code, character]);
}

// The class of a mark shows in what it changes places with (Unicode 3.11).
const swaps = (first, second) => `q${first}${second}`.normalize('NFD') === `q${second}${first}`;
const marks = all.filter(([, character]) => /\p{M}/u.test(character) && character.normalize('NFD') === character)
  .filter(([, character]) => swaps('\u0345', character) || swaps(character, '\u0334'));
const classes = [];
for (const mark of marks) {
  let low = 0;
  let high = classes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (swaps(mark[1], classes[middle][0][1])) low = middle + 1;
    else high = middle;
  }
  if (low < classes.length && !swaps(classes[low][0][1], mark[1])) classes[low].push(mark);
  else classes.splice(low, 0, [mark]);
}
const classOf = new Map(classes.flatMap((members, rank) => members.map(([code]) => [code, String(rank + 1)])));

const decompositions = [];
const composites = [];
for (const [code, character] of all) {
  const parts = [...character.normalize('NFD')];
  if (isHangul(code) || (parts.length === 1 && parts[0] === character)) continue;
  decompositions.push(`d ${hex(code)} ${codes(parts.join(''))}`);
  if (parts.length < 2 || character.normalize('NFC') !== character) continue;
  const first = parts.slice(0, -1).join('').normalize('NFC');
  if ([...first].length !== 1) throw new Error(`What composes ${hex(code)}?`);
  composites.push(`p ${codes(first)} ${codes(parts.at(-1))} ${hex(code)}`);
}

// A character in the middle of a label, of left-to-right and of right-to-left letters; nothing composes with either.
function mapped(character) {
  if (/\p{M}/u.test(character)) {
    const around = domainToUnicode(domainToASCII(`q${character}q`));
    return around === 'qq' ? '' : character.normalize('NFKC').toLowerCase();
  }
  for (const side of ['q', '\u05d0']) {
    const result = domainToUnicode(domainToASCII(`${side}${character}${side}`));
    if (result.startsWith(side) && result.endsWith(side)) return result.slice(side.length, -side.length);
  }
  return character;
}
const mapping = new Map();
for (const [code, character] of all) {
  const to = mapped(character);
  if (to !== character && to !== character.normalize('NFC') && !/[^a-z0-9.\u0080-\u{10ffff}-]/u.test(to)) mapping.set(code, to === '' ? '-' : codes(to));
}

function* ranges(letter, values) {
  let from;
  let before;
  for (const [code, value] of [...values].sort(([a], [b]) => a - b)) {
    if (before !== undefined && code === before + 1 && values.get(before) === value) {
      before = code;
      continue;
    }
    if (before !== undefined) yield `${letter} ${hex(from)}${before > from ? `-${hex(before)}` : ''} ${values.get(from)}`;
    from = before = code;
  }
  yield `${letter} ${hex(from)}${before > from ? `-${hex(before)}` : ''} ${values.get(from)}`;
}

const lines = [
  '// Derived from the Unicode Character Database and from UTS #46, by eng/unicode-names.mjs; see there for the form.',
  '// Copyright (c) 1991-2025 Unicode, Inc. Unicode License v3, https://www.unicode.org/license.txt',
  `// Unicode ${process.versions.unicode}`,
  ...ranges('c', classOf), ...decompositions, ...composites, ...ranges('m', mapping),
];
if (process.argv.includes('--print')) process.stdout.write(`${lines.join('\n')}\n`);
else writeFileSync(file, `${lines.join('\n')}\n`);
