// Signs in, refreshes three times, signs out, and refreshes once more.
// node axios.mjs https://crm.example.com; prints the status of each response.
import axios from 'axios';
import { wrapper } from 'axios-cookiejar-support';
import { CookieJar } from 'tough-cookie';

const client = wrapper(
  axios.create({
    baseURL: `${process.argv[2]}/api/auth/`,
    jar: new CookieJar(),
    validateStatus: () => true,
  }),
);

const credentials = { email: 'ada@example.com', password: 'correct horse battery' };
console.log((await client.post('login', credentials)).status);
for (const endpoint of ['refresh', 'refresh', 'refresh', 'logout', 'refresh']) {
  console.log((await client.post(endpoint)).status);
}
