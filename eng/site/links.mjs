// Checks a built site: each link leads to a file of it and, with an anchor, to an element of that page.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const site = resolve(process.argv[2]);
const pages = new Map();
for (const path of readdirSync(site, { recursive: true })) {
  if (path.endsWith('.html')) pages.set(join(site, path), read(join(site, path)));
}

const dead = [...pages].flatMap(([page, { links }]) =>
  links.filter((link) => !leads(page, link)).map((link) => `${relative(site, page)}: ${link}`),
);
if (pages.size === 0 || dead.length > 0) {
  console.error(dead.join('\n'));
  console.error(`${dead.length} links of ${pages.size} pages lead nowhere.`);
  process.exit(1);
}
console.log(`${pages.size} pages, ${[...pages.values()].reduce((sum, { links }) => sum + links.length, 0)} links, none of them dead.`);

function read(path) {
  const html = readFileSync(path, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
  return {
    anchors: new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, anchor]) => decode(anchor))),
    links: [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => decode(link)).filter((link) => link && !/^[a-z]+:/.test(link)),
  };
}

function leads(page, link) {
  const [path, anchor] = link.split('#');
  let file = path ? join(dirname(page), decodeURIComponent(path)) : page;
  if (file.endsWith('/')) file += 'index.html';
  if (!existsSync(file)) return false;
  return !anchor || !pages.has(file) || pages.get(file).anchors.has(decodeURIComponent(anchor));
}

function decode(text) {
  return text.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
