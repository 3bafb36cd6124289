import { createAuthClient, isTransient } from './client/index.js';

const auth = createAuthClient();
const element = (id) => document.getElementById(id);

let shownUser;

/** Shows the state of the session. Called after every change, whichever tab caused it. */
function show() {
  const { status, user, reason, error } = auth.getSession();
  element('loading').hidden = status !== 'loading';
  element('stale').hidden = status !== 'stale';
  element('orders').hidden = !user;
  element('sign-in').hidden = Boolean(user) || status === 'loading' || status === 'stale';
  element('user').textContent = user?.displayName ?? user?.email ?? '';
  // The error says what may be wrong if the browser did not keep the cookie.
  const why = error?.message ?? `Signed out: ${reason}.`;
  element('reason').textContent = reason && reason !== 'sign_out' ? why : '';
  if (user?.id === shownUser) return;
  shownUser = user?.id;
  element('list').replaceChildren();
  if (user) loadOrders();
}

async function loadOrders() {
  try {
    const response = await auth.fetch('/api/orders');
    if (!response.ok) throw new Error(`The server responded ${response.status}.`);
    const lines = (await response.json()).map(({ customer, item }) => {
      const line = document.createElement('li');
      line.dataset.testid = 'order-row';
      line.textContent = `${customer}: ${item}`;
      return line;
    });
    element('list').replaceChildren(...lines);
    element('fault').textContent = '';
  } catch (error) {
    // A TransientError keeps the session, so the person can try again.
    element('fault').textContent = isTransient(error) ? 'Not now. Try again.' : error.message;
  }
}

element('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    await auth.signIn({ email: form.email.value, password: form.password.value });
    element('trouble').textContent = '';
  } catch (error) {
    element('trouble').textContent = error.message;
  } finally {
    form.password.value = '';
  }
});
element('reload').addEventListener('click', loadOrders);
// `show` displays the outcome of both.
element('retry').addEventListener('click', () => auth.refresh().catch(() => {}));
element('sign-out').addEventListener('click', () => auth.signOut().catch(() => {}));

auth.subscribe(show);
await auth.start();
show();
