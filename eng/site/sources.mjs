// Lays out what docfx makes the site of: every Markdown file at its place, a README as the first page of its folder, and a page for each
// source file or folder that some page links to. docfx itself follows no link out of its folder.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, posix, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const target = resolve(process.argv[2]);
const notOurs = ['.git', 'node_modules', 'bin', 'obj', 'dist', 'artifacts', 'TestResults', 'tandem-data'];
const pageFolders = ['docs', 'packages', 'samples'];
const rootPages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

const pages = [...rootPages, ...pageFolders.flatMap((folder) => filesBelow(folder)).filter(isPage)];
const shown = new Set();

for (const page of pages) write(pageAt(page), linksRewritten(page, readFileSync(join(root, page), 'utf8')));
// A page of a folder shows files that other pages may not link to: the set grows while it is read.
for (const path of shown) write(sourceAt(path), sourcePage(path));
for (const file of filesBelow('docs').filter((path) => path.startsWith('docs/images/'))) copy(file, file);
for (const file of filesBelow('docs').filter((path) => basename(path) === 'toc.yml')) {
  write(file, readFileSync(join(root, file), 'utf8').replace(/((?:href|topicHref): .*)README\.md/g, '$1index.md'));
}
copy('eng/site/toc.yml', 'toc.yml');
copy('eng/site/template', 'template');
copy('samples/crm/web/public/logo.svg', 'template/logo.svg');
copy('eng/site/docfx.json', 'docfx.json');
// What the server was built with lies beside it: docfx reads the types of these as well.
for (const program of ['Tandem.Server', 'Tandem.Client', 'Tandem.Testing']) {
  const built = `src/${program}/bin/Release/net10.0`;
  if (!existsSync(join(root, built))) throw new Error(`${program} is not built: eng/site.sh without --no-build builds it.`);
  for (const file of readdirSync(join(root, built)).filter((name) => /\.(dll|xml)$/.test(name))) copy(`${built}/${file}`, `libraries/${file}`);
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.includes(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}

function isPage(path) {
  return path.endsWith('.md') && (path.startsWith('docs/') || basename(path) === 'README.md');
}

/** Where a page stands on the site. */
function pageAt(path) {
  return basename(path) === 'README.md' ? posix.join(posix.dirname(path), 'index.md') : path;
}

/** Where a source file or folder is shown. */
function sourceAt(path) {
  return statSync(join(root, path)).isDirectory() ? `source/${path}/index.md` : `source/${path}.md`;
}

function linksRewritten(page, text) {
  const from = posix.dirname(pageAt(page));
  const rewritten = (link) => {
    if (/^([a-z]+:|#)/.test(link)) return link;
    const [path, anchor] = link.split('#');
    const to = placeOf(posix.normalize(posix.join(posix.dirname(page), path)).replace(/\/$/, ''), page);
    return (posix.relative(from, to) || basename(to)) + (anchor ? `#${anchor}` : '');
  };
  return outsideOfCode(text, (prose) =>
    prose
      .replace(/(?<=\]\()[^)\s]+(?=\))/g, rewritten)
      .replace(/(?<=(?:src|href|srcset)=")[^"]+(?=")/g, rewritten)
      .replace(/^<!-- .* -->\n/gm, ''),
  );
}

function placeOf(path, page) {
  if (!existsSync(join(root, path))) throw new Error(`${page}: there is no ${path}`);
  if (path.startsWith('docs/images/')) return path;
  if (pages.includes(path)) return pageAt(path);
  if (pages.includes(`${path}/README.md`)) return pageAt(`${path}/README.md`);
  shown.add(path);
  return sourceAt(path);
}

/** Changes a Markdown text, but not what stands in fenced blocks and between backticks. */
function outsideOfCode(text, change) {
  return text
    .split(/(^```[^\n]*\n[\s\S]*?^```$|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 ? part : change(part)))
    .join('');
}

/** A page with the text of a file, or with links to the files of a folder. The search leaves it out. */
function sourcePage(path) {
  const head = `---\n_noindex: true\n---\n# \`${path}\`\n\n`;
  if (!statSync(join(root, path)).isDirectory()) {
    const text = readFileSync(join(root, path), 'utf8').trimEnd();
    return `${head}~~~~~${extname(path).slice(1)}\n${text}\n~~~~~\n`;
  }
  const here = posix.dirname(sourceAt(path));
  const lines = filesBelow(path)
    .filter((file) => !basename(file).startsWith('.') && !/\.(png|ico|woff2?|db|lock)$/.test(file) && basename(file) !== 'package-lock.json')
    .map((file) => `- [\`${file.slice(path.length + 1)}\`](${posix.relative(here, placeOf(file, path))})`);
  return `${head}${lines.join('\n')}\n`;
}

function write(path, text) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from, to) {
  cpSync(join(root, from), join(target, to), { recursive: true });
}
