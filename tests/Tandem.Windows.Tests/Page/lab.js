// A page that keeps somebody signed in, and does what a test tells it through `window.lab`.
import * as packed from '@tandem-auth/client';
import * as handwritten from '/handwritten-client.js';

const { handwrittenClient, ...options } = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}');

/** Monotonic time as some systems have it: it stands still while the machine sleeps. */
let lost = 0;
let asleepSince = null;
const clock = {
  now: () => (asleepSince ?? performance.now()) - lost,
  date: () => Date.now(),
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

const results = {};
const heard = [];
window.lab = {
  auth,
  restored,
  results,
  heard,
  call,
  session: () => auth.getSession(),
  clockStops: () => {
    asleepSince = performance.now();
  },
  clockGoesOn: () => {
    lost += performance.now() - asleepSince;
    asleepSince = null;
  },
  /** Waits in the background for the test to open a gate, and then calls. */
  callAtGate(gate, n) {
    results[gate] = null;
    fetch(`/gate/${gate}`, { method: 'POST', cache: 'no-store' })
      .then(() => call(n))
      .then((statuses) => {
        results[gate] = statuses;
      });
  },
};

auth.subscribe(render);
for (const event of ['refreshed', 'signed-in', 'signed-out', 'stale']) {
  auth.on?.(event, (detail) => heard.push({ event, ...detail, since: performance.now() }));
}
// Nobody waits for it: what came of it stands in the session.
auth.start().catch((error) => console.warn(error));
render();
