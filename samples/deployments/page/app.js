import { createAuthClient } from './client/index.js';
import { options } from './config.js';
import { createPlainClient } from './plain.js';

const place = (id) => document.getElementById(id);
const { baseURL = '', basePath } = options;

/** The browser's `fetch`, with each request in the list. */
async function fetch(input, init) {
  const { method, url } = new Request(input, init);
  const line = document.createElement('li');
  const name = `${method} ${new URL(url).pathname}`;
  line.textContent = `${name} ...`;
  place('requests').append(line);
  try {
    const response = await globalThis.fetch(input, init);
    line.textContent = `${name} ${response.status}`;
    return response;
  } catch (error) {
    line.textContent = `${name} no answer`;
    throw error;
  }
}

// ?client=plain does without the library.
const plain = new URLSearchParams(location.search).get('client') === 'plain';
// On demand, so that the list shows what a request brings about, and nothing that came by itself.
const auth = (plain ? createPlainClient : createAuthClient)({
  ...options,
  fetch,
  refresh: 'on-demand',
});

let answers = 0;
function answered(text) {
  answers += 1;
  place('answer').textContent = `${answers}: ${text}`;
}

async function attempt(action) {
  try {
    answered(await action());
  } catch (error) {
    answered(error.code ?? error.message);
  }
  show();
}

function show() {
  place('state').textContent = auth.getSession().status;
}

place('here').textContent = location.origin + location.pathname;
place('there').textContent = (baseURL || location.origin) + basePath;
place('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    await auth.signIn({ email: place('email').value, password: place('password').value });
    return 'signed in';
  });
});
place('call').addEventListener('click', () => {
  attempt(async () => {
    const response = await auth.fetch(`${baseURL}${basePath}/me`);
    return response.ok ? `200 ${(await response.json()).email}` : `${response.status}`;
  });
});
place('sign-out').addEventListener('click', () => {
  attempt(async () => {
    await auth.signOut();
    return 'signed out';
  });
});

auth.subscribe(show);
await auth.start();
show();
