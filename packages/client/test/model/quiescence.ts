import type { Simulation } from './simulation.js';

const minute = 60_000;

/** Ends all faults and lets enough time pass. Then all tabs have to agree. */
export async function quiesce(simulation: Simulation): Promise<void> {
  const { clock, server, tabs, oracle } = simulation;
  tabs.line.portal = undefined;
  tabs.line.transit = () => ({ request: 20, response: 20 });
  server.heal();
  for (const tab of [...tabs.tabs]) {
    await tab.thaw();
    tab.show(true);
  }
  tabs.goOnline();
  await clock.advance(6 * minute);
  // A sign-out that the server did not get is sent when a page is shown again.
  for (const tab of tabs.tabs) tab.show(true);
  if (!tabs.tabs.length) simulation.open();
  await clock.advance(16 * minute);
  // Tabs that missed the message of a closed tab find out now.
  for (let round = 0; round < 2; round++) {
    for (const tab of tabs.tabs) {
      simulation.token(tab);
      await clock.advance(minute);
    }
    await clock.advance(16 * minute);
  }
  for (const tab of tabs.tabs) simulation.token(tab);
  await clock.advance(minute);
  for (const { what } of oracle.pending) oracle.fail(`${what} is still pending`);
  agree(simulation);
  const kept = oracle.sessionInJar();
  if (kept && !oracle.disorderly && oracle.signedOutByName(kept) && server.lives(kept)) {
    oracle.fail(`the server was never told that somebody signed out of ${kept}`);
  }
  await simulation.check();
}

function agree({ tabs, oracle }: Simulation): void {
  const views = tabs.tabs.map(({ id, client }) => {
    const { status, session } = client.getSession();
    const settled = status !== 'stale' && status !== 'loading';
    return {
      id,
      status,
      settled,
      view: session ? `${session.id}.${session.generation}` : 'nobody',
    };
  });
  const trace = views.map(({ id, status, view }) => `tab ${id} ${status} ${view}`).join(', ');
  const different = new Set(views.map(({ view }) => view));
  if (oracle.unannounced) different.delete('nobody');
  if (different.size > 1 && !oracle.disorderly) oracle.fail(`the tabs do not agree: ${trace}`);
  if (views.some(({ settled }) => !settled)) {
    oracle.fail(`not settled: ${trace}`);
  }
}
