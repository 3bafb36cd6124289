// Writes src/Tandem/Browsers/Sites/public-suffixes.txt: the rules of the Public Suffix List from the npm package tldts.
// --print writes to standard output instead, and sends no request.
//
// To take a newer list: raise tldts in package.json, npm install --package-lock-only, npm ci, run this.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { domainToASCII } from 'node:url';

const file = new URL('../src/Tandem/Browsers/Sites/public-suffixes.txt', import.meta.url);
const require = createRequire(import.meta.url);
const { name, version } = require('tldts/package.json');
const trie = require('tldts/dist/cjs/src/data/trie.js');
// The package's flags for the section of a rule.
const flags = { ICANN: 1, PRIVATE: 2 };

// The package contains no date. The registry knows when it was released; it is asked once for each version.
function released() {
  const committed = new RegExp(`^// version: ${name} ${version}\n// date: (.+)$`, 'm').exec(readCommitted());
  if (committed) return committed[1];
  if (process.argv.includes('--print')) throw new Error(`The file is not of ${name} ${version}: run node eng/public-suffixes.mjs.`);
  return JSON.parse(execFileSync('npm', ['view', name, 'time', '--json'], { encoding: 'utf8' }))[version].slice(0, 10);
}

function readCommitted() {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

// The edges of the trie are in the order of their nodes. Their labels are concatenated in one text.
const labels = [];
for (let edge = 0, at = 0; edge < trie.edgeLength.length; at += trie.edgeLength[edge++]) {
  labels.push(trie.labelText.slice(at, at + trie.edgeLength[edge]));
}

function* rulesBelow(node, suffix) {
  for (let edge = trie.edgeStart[node]; edge < trie.edgeStart[node + 1]; edge++) {
    const child = trie.edgeChild[edge];
    const rule = suffix ? `${labels[edge]}.${suffix}` : labels[edge];
    if (trie.nodeFlags[child]) yield [rule, trie.nodeFlags[child]];
    yield* rulesBelow(child, rule);
  }
}

// The package has international names in both forms. This file has them in ASCII only, as browsers serialise hosts.
function spelled(rule) {
  const wildcard = rule.startsWith('*.');
  const ascii = domainToASCII(wildcard ? rule.slice(2) : rule);
  if (!ascii || ascii.includes('*')) throw new Error(`What is the rule ${rule}?`);
  return wildcard ? `*.${ascii}` : ascii;
}

// The package adds the parent of each wildcard, which the list does not contain: *.kobe.jp already makes kobe.jp a suffix.
const rules = [...rulesBelow(trie.rulesRoot, '')].map(([rule, from]) => [spelled(rule), from]);
const wildcards = new Set(rules.map(([rule]) => rule).filter((rule) => rule.startsWith('*.')));
const all = [
  ...rules.filter(([rule]) => !wildcards.has(`*.${rule}`)),
  ...[...rulesBelow(trie.exceptionsRoot, '')].map(([rule, from]) => [`!${spelled(rule)}`, from]),
];
const section = (title) => [
  `// ===BEGIN ${title} DOMAINS===`,
  ...[...new Set(all.filter(([, from]) => from & flags[title]).map(([rule]) => rule))].sort(),
  `// ===END ${title} DOMAINS===`,
];

const text = [
  '// The rules of the Public Suffix List, https://publicsuffix.org/, taken from an npm package by eng/public-suffixes.mjs.',
  '// This Source Code Form is subject to the terms of the Mozilla Public',
  '// License, v. 2.0. If a copy of the MPL was not distributed with this',
  '// file, You can obtain one at https://mozilla.org/MPL/2.0/.',
  `// version: ${name} ${version}`,
  `// date: ${released()}`,
  ...section('ICANN'),
  ...section('PRIVATE'),
  '',
].join('\n');

if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(file, text);
