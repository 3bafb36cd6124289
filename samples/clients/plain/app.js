import { createAuthClient, isTransient } from './client/index.js';

const auth = createAuthClient();
const place = (id) => document.getElementById(id);

let shown;

/** Shows what is known about the session. Called at every change, in whatever tab it began. */
function show() {
  const { status, user, reason } = auth.getSession();
  place('loading').hidden = status !== 'loading';
  place('stale').hidden = status !== 'stale';
  place('orders').hidden = !user;
  place('sign-in').hidden = Boolean(user) || status === 'loading' || status === 'stale';
  place('user').textContent = user?.displayName ?? user?.email ?? '';
  place('reason').textContent = reason && reason !== 'sign_out' ? `Signed out: ${reason}.` : '';
  if (user?.id === shown) return;
  shown = user?.id;
  place('list').replaceChildren();
  if (user) loadOrders();
}

async function loadOrders() {
  try {
    const response = await auth.fetch('/api/orders');
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const lines = (await response.json()).map(({ customer, item }) => {
      const line = document.createElement('li');
      line.dataset.testid = 'order-row';
      line.textContent = `${customer}: ${item}`;
      return line;
    });
    place('list').replaceChildren(...lines);
    place('fault').textContent = '';
  } catch (error) {
    // Nothing is lost: the session is kept, and the person may try again.
    place('fault').textContent = isTransient(error) ? 'Not now. Try again.' : error.message;
  }
}

place('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    await auth.signIn({ email: form.email.value, password: form.password.value });
    place('trouble').textContent = '';
  } catch (error) {
    place('trouble').textContent = error.message;
  } finally {
    form.password.value = '';
  }
});
place('reload').addEventListener('click', loadOrders);
// What comes of these two, `show` says.
place('retry').addEventListener('click', () => auth.refresh().catch(() => {}));
place('sign-out').addEventListener('click', () => auth.signOut().catch(() => {}));

auth.subscribe(show);
await auth.start();
show();
