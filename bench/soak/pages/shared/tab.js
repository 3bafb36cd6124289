// One tab of the application. It does nothing by itself: what its person does comes from the schedule, through these three.
import { createClient } from './client.js';

const client = createClient({
  // `note` is the driver's, which writes the log.
  signedOut: (reason) => globalThis.note(reason),
});

/** Resolves when the page is loaded, with whether somebody is signed in. */
globalThis.opened = client.open();

/** Calls the API, all paths at once; resolves with how many answers came and how many did not. */
globalThis.act = async (paths) => {
  await globalThis.opened;
  if (!client.signedIn()) return { answered: 0, failed: 0, away: true };
  const results = await Promise.allSettled(paths.map((path) => client.get(path)));
  const answered = results.filter((result) => result.status === 'fulfilled').length;
  return { answered, failed: results.length - answered, away: false };
};

globalThis.signIn = (email, password) => client.signIn({ email, password });
