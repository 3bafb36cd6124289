// Copies the page and the packed client into `dist` for a web server. Nothing is compiled.
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const from = (path) => fileURLToPath(new URL(path, import.meta.url));
const client = '../../../artifacts/packages/node_modules/@tandem-auth/client/dist';

rmSync(from('dist'), { recursive: true, force: true });
for (const file of ['index.html', 'app.js', 'style.css']) cpSync(from(file), from(`dist/${file}`));
cpSync(from(client), from('dist/client'), { recursive: true });
