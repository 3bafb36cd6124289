// What a verifier that fetches the keys itself does when they change, and when nobody answers for them.
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Relay } from '../relay.mjs';
import { changeKeys } from '../tandem.mjs';
import { accessToken, part } from './tokens.mjs';
import { isRefused } from './verifiers.mjs';

/** The cells of the table "Key changes". */
export async function keyChanges(start, { place, relay, tls, program, minutes }) {
  const folder = join(place.folder, 'server');
  const published = new Relay(tls);
  published.target = relay.target;
  await published.listen();
  const near = await start(place);
  const away = await start({ ...place, published: published.url });
  try {
    const first = await accessToken(relay);
    for (const verifier of [near, away]) await takes(verifier, first);
    published.close();
    const awayAfter = refusedAfter(away, first, minutes);

    const announced = await takenAfter(near, await rotate(program, folder, relay));
    const second = await rotate(program, folder, relay);
    const unannounced = await takenAfter(near, second);
    changeKeys(program, folder, 'revoke', part(first, 0).kid);
    const withdrawnAfter = refusedAfter(near, first, minutes, second);
    return [
      `announced ${announced}`,
      `unannounced ${unannounced}`,
      `withdrawn ${await withdrawnAfter}`,
      `keys away ${await awayAfter}`,
    ].join(', ');
  } finally {
    await near.stop();
    await away.stop();
  }
}

async function takes(verifier, token) {
  const outcome = await verifier.ask('strict', token);
  if (isRefused(outcome)) throw new Error(`A good token is ${outcome}.`);
}

/** Rotates the keys at once; the first token of the key that took over. */
async function rotate(program, folder, relay) {
  const before = part(await accessToken(relay), 0).kid;
  changeKeys(program, folder, 'rotate', '--now');
  for (;;) {
    const token = await accessToken(relay);
    if (part(token, 0).kid !== before) return token;
    await after(500);
  }
}

async function takenAfter(verifier, token) {
  const start = Date.now();
  while (isRefused(await verifier.ask('strict', token))) await after(1000);
  const seconds = Math.round((Date.now() - start) / 1000);
  return seconds === 0 ? 'at once' : `after ${seconds} s`;
}

/** When a token is refused, asked once a minute, and a good one of another key in between. */
async function refusedAfter(verifier, token, minutes, good) {
  for (let minute = 0; minute <= minutes; minute++) {
    if (good !== undefined) await takes(verifier, good);
    if (isRefused(await verifier.ask('strict', token)))
      return minute === 0 ? 'at once' : `after ${minute} min`;
    await after(60_000);
  }
  return `not within ${minutes} min`;
}
