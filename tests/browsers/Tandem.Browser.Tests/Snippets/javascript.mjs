// TypeScript on standard input, JavaScript on standard output.
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';

process.stdout.write((await transformWithOxc(readFileSync(0, 'utf8'), 'snippet.ts')).code);
