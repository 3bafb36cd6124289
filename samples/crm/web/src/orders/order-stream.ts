import type { AuthClient } from '@tandem-auth/client';
import type { Order } from '../api/orders.js';

/** A new order, or null: some may have been missed. */
type News = Order | null;
type Tell = (news: News) => void;

const name = 'crm orders';
/** Milliseconds before it listens again. */
const pause = { least: 5_000, most: 60_000 };

/**
 * Tells of new orders until the signal is aborted. One tab listens for all: a browser opens no more
 * than six connections to an origin over HTTP/1.1, and a stream keeps one of them. Without Web
 * Locks nobody listens.
 */
export function followOrders(auth: AuthClient, tell: Tell, signal: AbortSignal): void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => tell(data as News);
  signal.addEventListener('abort', () => channel.close());
  const tellAll = (news: News) => {
    if (signal.aborted) return;
    tell(news);
    channel.postMessage(news);
  };
  navigator.locks
    ?.request(name, { signal }, () => keepListening(auth, tellAll, signal))
    // The signal was aborted before it was this tab's turn.
    .catch(() => {});
}

async function keepListening(auth: AuthClient, tell: Tell, signal: AbortSignal): Promise<void> {
  let failures = 0;
  const ready = () => {
    failures = 0;
    // What was ordered between the list and this moment is in neither.
    tell(null);
  };
  while (!signal.aborted) {
    await listen(auth, tell, ready, signal).catch(() => {});
    await elapsed(Math.min(pause.least * 2 ** failures++, pause.most), signal);
  }
}

/** Listens once. A ticket is for one use: to listen again takes another. */
async function listen(
  auth: AuthClient,
  tell: Tell,
  ready: () => void,
  signal: AbortSignal,
): Promise<void> {
  const ticket = await auth.ticket();
  if (signal.aborted) return;
  const source = new EventSource(`/api/orders/events?ticket=${encodeURIComponent(ticket)}`);
  source.addEventListener('ready', ready);
  source.addEventListener('order', ({ data }) => tell(JSON.parse(data) as Order));
  await new Promise<void>((over) => {
    source.addEventListener('error', () => over());
    signal.addEventListener('abort', () => over());
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
