// Signs in, refreshes three times, signs out, and refreshes once more.
// node fetch-cookie.mjs https://crm.example.com; prints the status of each response.
import fetchCookie from 'fetch-cookie';
import { CookieJar } from 'tough-cookie';

const fetchWithCookies = fetchCookie(fetch, new CookieJar());

async function post(endpoint, body) {
  const url = `${process.argv[2]}/api/auth/${endpoint}`;
  const response = await fetchWithCookies(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  console.log(response.status);
}

await post(
  'login',
  JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery' }),
);
for (const endpoint of ['refresh', 'refresh', 'refresh', 'logout', 'refresh']) await post(endpoint);
