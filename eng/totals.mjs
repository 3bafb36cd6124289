// Prints "passed failed skipped" from the last line of a test run of xunit or vitest.
import { readFileSync } from 'node:fs';

const log = readFileSync(process.argv[2], 'utf8').replace(/\u001b\[[0-9;]*m/g, '');
const xunit = [...log.matchAll(/Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)/g)].at(-1);
const vitest = [...log.matchAll(/^\s*Tests\s+(.+)$/gm)].at(-1);
if (xunit) {
  const [total, errors, failed, skipped] = xunit.slice(1).map(Number);
  console.log(total - failed - skipped, failed + errors, skipped);
} else if (vitest) {
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(vitest[1])?.[1] ?? 0);
  console.log(count('passed'), count('failed'), count('skipped') + count('todo'));
} else {
  process.exit(1);
}
