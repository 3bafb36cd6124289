// A page that keeps somebody signed in, and does what a test tells it through `window.lab`.
import * as packed from '@tandem-auth/client';
import * as handwritten from '/handwritten-client.js';

const { handwrittenClient, ...options } = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}');

/** Monotonic time as some systems have it: it stands still while the machine sleeps. */
let asleepSince = null;
let lost = 0;
/** The calendar is how a client notices that the machine slept. */
const opened = (options.without ?? []).includes('sleep') ? Date.now() : null;
const clock = {
  now: () => (asleepSince ?? performance.now()) - lost,
  date: () => opened ?? Date.now(),
  after(delay, work) {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};

const { createAuthClient } = handwrittenClient ? handwritten : packed;
const auth = createAuthClient({ ...options, clock });

const state = document.querySelector('#state');
const who = document.querySelector('#who');
function render() {
  const { status, user } = auth.getSession();
  state.textContent = status;
  who.textContent = user?.email ?? '';
}

const restored = [];
addEventListener('pageshow', ({ persisted }) => persisted && restored.push(who.textContent));

/** Calls the API, as components of a page do that know nothing of each other. */
const call = (n) =>
  Promise.all(
    Array.from({ length: n }, async (_, index) => {
      try {
        return (await auth.fetch(`/api/me?call=${index}`)).status;
      } catch (error) {
        return error.code ?? String(error);
      }
    }),
  );

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Calls one after the other. */
async function callInTurn(n, time) {
  const statuses = [];
  while (statuses.length < n) {
    if (statuses.length > 0) await pause(time);
    statuses.push(...(await call(1)));
  }
  return statuses;
}

/** Calls again and again until the API answers; how many calls failed, by what they failed with. */
async function callUntilAnswered(time) {
  const failed = {};
  for (;;) {
    const [status] = await call(1);
    if (status === 200) return failed;
    failed[status] = (failed[status] ?? 0) + 1;
    await pause(time);
  }
}

const results = {};
window.lab = {
  auth,
  restored,
  results,
  call,
  callInTurn,
  callUntilAnswered,
  session: () => auth.getSession(),
  clockStops: () => {
    asleepSince = performance.now();
  },
  clockGoesOn: () => {
    lost += performance.now() - asleepSince;
    asleepSince = null;
  },
  /** Resolves once the test opens the gate. */
  gate: (name) => fetch(`/gate/${name}`, { method: 'POST', cache: 'no-store' }),
  /** Keeps what comes of calls that nobody waits for. */
  begin(name, calls) {
    results[name] = null;
    calls.then((statuses) => {
      results[name] = statuses;
    });
  },
};

auth.subscribe(render);
// Nobody waits for it: what came of it stands in the session.
auth.start().catch((error) => console.warn(error));
render();
