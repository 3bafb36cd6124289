import { parseTokenResponse, type TokenResponse } from '../answers/token-response.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { RefreshOutcome } from '../refresh/refresh-outcome.js';
import type { SessionStore } from '../session/session-store.js';
import type { CrossTab, TabChannel } from './cross-tab.js';
import { follows, type TabMessage } from './tab-message.js';

/** Keeps the tabs of one origin in the same state. What is heard is never told again. */
export interface Tabs {
  open(): void;
  close(): void;
  tellRefresh(outcome: RefreshOutcome, cause: RefreshCause): void;
  tellSignIn(answer: TokenResponse): void;
  tellSignOut(reason: SignedOutReason): void;
}

export function createTabs(
  name: string,
  store: SessionStore,
  openChannel?: CrossTab['channel'],
): Tabs {
  let channel: TabChannel | undefined;

  const tell = (message: TabMessage) => channel?.postMessage(message);

  function tellSignOut(reason: SignedOutReason): void {
    const { session } = store.snapshot;
    if (session) tell({ type: 'signed-out', session, reason });
  }

  /** Another version of the application may be open next to this one: look before adopting. */
  function hear(message: TabMessage): void {
    if (!message?.session || !follows(message, store.snapshot)) return;
    const answer = parseTokenResponse(message);
    if (message.type === 'signed-out') store.end(message.reason, 'other-tab');
    else if (answer)
      store.adopt(answer, message.type === 'signed-in' ? 'sign-in' : message.cause, 'other-tab');
  }

  return {
    open() {
      if (channel || !(openChannel || globalThis.BroadcastChannel)) return;
      channel = openChannel ? openChannel(name) : new BroadcastChannel(name);
      channel.onmessage = ({ data }) => hear(data);
      channel.unref?.();
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    tellRefresh(outcome, cause) {
      if (outcome.kind === 'ended') tellSignOut(outcome.reason);
      if (outcome.kind === 'refreshed') tell({ type: 'refreshed', cause, ...outcome.answer });
    },
    tellSignIn: (answer) => tell({ type: 'signed-in', ...answer }),
    tellSignOut,
  };
}
