// Signs in, refreshes three times, signs out, and refreshes once more.
// node superagent.mjs https://crm.example.com; prints the status of each response.
import superagent from 'superagent';

const agent = superagent.agent();

async function post(endpoint, body) {
  const request = agent.post(`${process.argv[2]}/api/auth/${endpoint}`).ok(() => true);
  console.log((await request.send(body)).status);
}

await post('login', { email: 'ada@example.com', password: 'correct horse battery' });
for (const endpoint of ['refresh', 'refresh', 'refresh', 'logout', 'refresh']) await post(endpoint);
