import type { AuthClient } from '@tandem-auth/client';
import type { Order } from '../api/orders.js';

/** A new order; null if some may have been missed. */
type Update = Order | null;
type Listener = (update: Update) => void;

const name = 'crm orders';
/** Milliseconds before the next connection. */
const pause = { least: 5_000, most: 60_000 };

/**
 * Reports new orders until the signal is aborted. One tab listens for all, because a browser opens at
 * most six connections to an origin over HTTP/1.1, and a stream occupies one of them. Without Web
 * Locks, no tab listens.
 */
export function followOrders(auth: AuthClient, onUpdate: Listener, signal: AbortSignal): void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => onUpdate(data as Update);
  signal.addEventListener('abort', () => channel.close());
  const broadcast = (update: Update) => {
    if (signal.aborted) return;
    onUpdate(update);
    channel.postMessage(update);
  };
  navigator.locks
    ?.request(name, { signal }, () => keepListening(auth, broadcast, signal))
    // The signal was aborted before this tab got the lock.
    .catch(() => {});
}

async function keepListening(
  auth: AuthClient,
  onUpdate: Listener,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  const ready = () => {
    failures = 0;
    // An order between loading the list and this moment is in neither.
    onUpdate(null);
  };
  while (!signal.aborted) {
    await listen(auth, onUpdate, ready, signal).catch(() => {});
    await elapsed(Math.min(pause.least * 2 ** failures++, pause.most), signal);
  }
}

/** Opens one connection. Every connection needs its own ticket. */
async function listen(
  auth: AuthClient,
  onUpdate: Listener,
  ready: () => void,
  signal: AbortSignal,
): Promise<void> {
  const ticket = await auth.ticket();
  if (signal.aborted) return;
  const source = new EventSource(`/api/orders/events?ticket=${encodeURIComponent(ticket)}`);
  source.addEventListener('ready', ready);
  source.addEventListener('order', ({ data }) => onUpdate(JSON.parse(data) as Order));
  await new Promise<void>((resolve) => {
    source.addEventListener('error', () => resolve());
    signal.addEventListener('abort', () => resolve());
  });
  source.close();
}

function elapsed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
