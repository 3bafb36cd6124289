// Signs in, refreshes three times, signs out, and refreshes once more.
// node got.mjs https://crm.example.com; prints the status of each response.
import got from 'got';
import { CookieJar } from 'tough-cookie';

const client = got.extend({
  prefixUrl: `${process.argv[2]}/api/auth`,
  cookieJar: new CookieJar(),
  throwHttpErrors: false,
});

const credentials = { email: 'ada@example.com', password: 'correct horse battery' };
console.log((await client.post('login', { json: credentials })).statusCode);
for (const endpoint of ['refresh', 'refresh', 'refresh', 'logout', 'refresh']) {
  console.log((await client.post(endpoint)).statusCode);
}
