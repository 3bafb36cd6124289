// vue-tsc works inside TypeScript's own compiler, which version 7 no longer has: it gets the version 6 of this folder.
require('vue-tsc').run(require.resolve('typescript/lib/tsc'));
