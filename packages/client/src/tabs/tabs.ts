import type { SignedOutReason } from '../errors/codes.js';
import type { AdoptionCause } from '../events/auth-events.js';
import { parseTokenResponse, type TokenResponse } from '../responses/token-response.js';
import type { SessionStore } from '../session/session-store.js';
import type { CrossTab, TabChannel } from './cross-tab.js';
import { follows, type TabMessage } from './tab-message.js';

/** Keeps the tabs of one origin in the same state. A received message is never sent on. */
export interface Tabs {
  open(): void;
  close(): void;
  /** Sends new tokens and their cause, or why this tab's session is over. */
  tell(change: TokenResponse | SignedOutReason, cause?: AdoptionCause): void;
}

export function createTabs(
  name: string,
  store: SessionStore,
  openChannel?: CrossTab['channel'],
): Tabs {
  let channel: TabChannel | undefined;

  /** Another version of the application may have sent it, so the message is validated first. */
  function receive(message: TabMessage): void {
    if (!message?.session || !follows(message, store.snapshot)) return;
    const tokens = parseTokenResponse(message);
    if ('reason' in message) store.end(message.reason, 'other-tab');
    else if (tokens) store.adopt(tokens, message.cause, 'other-tab');
  }

  return {
    open() {
      if (channel || !(openChannel || globalThis.BroadcastChannel)) return;
      channel = openChannel ? openChannel(name) : new BroadcastChannel(name);
      channel.onmessage = ({ data }) => receive(data);
      channel.unref?.();
    },
    close() {
      channel?.close();
      channel = undefined;
    },
    tell(change, cause) {
      const { session } = store.snapshot;
      if (typeof change === 'object') channel?.postMessage({ ...change, cause });
      else if (session) channel?.postMessage({ session, reason: change });
    },
  };
}
