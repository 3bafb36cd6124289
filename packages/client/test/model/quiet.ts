import type { AuthError, SessionSnapshot } from '../../src/index.js';
import type { World } from './world.js';

const minute = 60_000;

/** Everything heals, and enough time passes; then all tabs have to be of one mind. */
export async function comeToRest(world: World): Promise<void> {
  const { clock, server, tabs, ledger } = world;
  tabs.line.portal = undefined;
  tabs.line.transit = () => ({ request: 20, answer: 20 });
  server.heal();
  for (const tab of [...tabs.tabs]) {
    await tab.thaw();
    tab.show(true);
  }
  tabs.goOnline();
  await clock.advance(6 * minute);
  // A sign-out that the server would not hear is told when the page is looked at again.
  for (const tab of tabs.tabs) tab.show(true);
  if (!tabs.tabs.length) world.open();
  await clock.advance(16 * minute);
  // Whoever still shows what a tab that was killed could not tell anymore, finds out now.
  for (let round = 0; round < 2; round++) {
    for (const tab of tabs.tabs) {
      world.token(tab);
      await clock.advance(minute);
    }
    await clock.advance(16 * minute);
  }
  for (const tab of tabs.tabs) world.token(tab);
  await clock.advance(minute);
  for (const { what } of ledger.pending) ledger.fail(`${what} is still pending`);
  agree(world);
  const kept = ledger.sessionInJar();
  if (kept && !ledger.disorderly && ledger.signedOutByName(kept) && server.lives(kept)) {
    ledger.fail(`the server was never told that somebody signed out of ${kept}`);
  }
  await world.check();
}

function agree({ tabs, ledger }: World): void {
  const views = tabs.tabs.map(({ id, client }) => {
    const { status, session, error } = client.getSession() as SessionSnapshot & {
      error?: AuthError;
    };
    const lostCookie = ledger.disorderly && error?.code === 'cookie_not_kept';
    if (lostCookie) return { id, status, settled: true, view: 'nobody' };
    const settled = status !== 'stale' && status !== 'loading';
    return {
      id,
      status,
      settled,
      view: session ? `${session.id}.${session.generation}` : 'nobody',
    };
  });
  const story = views.map(({ id, status, view }) => `tab ${id} ${status} ${view}`).join(', ');
  const different = new Set(views.map(({ view }) => view));
  if (ledger.untold) different.delete('nobody');
  if (different.size > 1 && !ledger.disorderly) ledger.fail(`the tabs do not agree: ${story}`);
  if (views.some(({ settled }) => !settled)) {
    ledger.fail(`not at rest: ${story}`);
  }
}
