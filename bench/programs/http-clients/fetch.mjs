// Signs in, refreshes three times, signs out, and refreshes once more, with no jar.
// node fetch.mjs https://crm.example.com; prints the status of each response.
const [url] = process.argv.slice(2);

async function post(endpoint, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/auth/${endpoint}`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  process.stdout.write(`${response.status}\n`);
}

await post('login', '{"email":"ada@example.com","password":"correct horse battery"}');
for (const endpoint of ['refresh', 'refresh', 'refresh', 'logout', 'refresh'])
  await post(endpoint, '');
