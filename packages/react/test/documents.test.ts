import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const snippets = 'packages/react/test/snippets/';
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/**
 * Each block of TypeScript, with the file that it names. One that is only typed (`outside:`) is run
 * where the page is followed as written.
 */
const block =
  /^(?:<!-- file: (\S+)(?: outside: \S+)? -->\n|(<!-- outside: \S+ -->\n))?```tsx?\n([\s\S]*?)^```$/gm;
const shown = ['docs/guides/clients/react.md', 'packages/react/README.md'].flatMap((path) =>
  [...read(path).matchAll(block)]
    .filter(([, , typed]) => !typed)
    .map(([, file = 'nothing', , text]) => ({ path, file, text })),
);

it.each(shown)('$path shows $file as it is compiled', ({ file, text }) => {
  expect(file).toContain(snippets);
  expect(text).toBe(read(file));
});

it('Every snippet is shown', () => {
  const files = readdirSync(new URL(snippets, root)).map((name) => snippets + name);
  expect(new Set(shown.map(({ file }) => file))).toEqual(new Set(files));
});
