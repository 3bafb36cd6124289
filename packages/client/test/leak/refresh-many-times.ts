import { ada, createFakeClock, createFakeServer, createFakeTabs } from '../../src/testing/index.js';

/** What two tabs have not released: growth of the heap in bytes, and numbers of objects. */
interface Left {
  readonly growth: number;
  readonly generation: number;
  readonly timers: number;
  readonly listeners: number;
  readonly locks: number;
  readonly channels: number;
}

const clock = createFakeClock();
const server = createFakeServer({ clock });
const tabs = createFakeTabs({ server });
const [first, second] = [tabs.open(), tabs.open()];

const generation = () => first.client.getSession().session?.generation ?? 0;

async function refreshTo(last: number): Promise<number> {
  while (generation() < last) {
    const tab = generation() % 2 ? first : second;
    server.expireAccessTokens();
    const responses = await Promise.all(['/api/a', '/api/b'].map((path) => tab.client.fetch(path)));
    if (responses.some(({ status }) => status !== 200)) throw new Error('A request was refused.');
    // After this time the server no longer responds with the same generation.
    await clock.advance(61_000);
    server.received.length = 0;
    server.log.length = 0;
  }
  // Twice, because finalizers of the first collection release what the second collects.
  for (let i = 0; i < 2; i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await clock.settle();
  }
  return process.memoryUsage().heapUsed;
}

await first.client.signIn(ada);
await second.client.start();
const [warm = 0, end = 0] = process.argv.slice(2).map(Number);
const before = await refreshTo(warm);
const growth = (await refreshTo(end)) - before;
const reached = generation();
for (const { client } of tabs.tabs) client.dispose();
const left: Left = {
  growth,
  generation: reached,
  timers: clock.pending,
  listeners: first.page.listeners.length + second.page.listeners.length,
  ...tabs.left,
};
process.stdout.write(JSON.stringify(left));
