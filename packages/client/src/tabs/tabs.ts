import { parseTokenResponse, type TokenResponse } from '../answers/token-response.js';
import type { SignedOutReason } from '../errors/codes.js';
import type { RefreshCause } from '../events/auth-events.js';
import type { SessionStore } from '../session/session-store.js';
import type { CrossTab, TabChannel } from './cross-tab.js';
import { follows, type TabMessage } from './tab-message.js';

/** Keeps the tabs of one origin in the same state. What is heard is never told again. */
export interface Tabs {
  open(): void;
  close(): void;
  /** New tokens and what brought them, or why the session that is held here is over. */
  tell(news: TokenResponse | SignedOutReason, cause?: RefreshCause | 'sign-in'): void;
}

export function createTabs(
  name: string,
  store: SessionStore,
  openChannel?: CrossTab['channel'],
): Tabs {
  let channel: TabChannel | undefined;

  /** Another version of the application may be open next to this one: look before adopting. */
  function hear(message: TabMessage): void {
    if (!message?.session || !follows(message, store.snapshot)) return;
    const tokens = parseTokenResponse(message);
    if ('reason' in message) store.end(message.reason, 'other-tab');
    else if (tokens) store.adopt(tokens, message.cause, 'other-tab');
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
    tell(news, cause) {
      const { session } = store.snapshot;
      if (typeof news === 'object') channel?.postMessage({ ...news, cause });
      else if (session) channel?.postMessage({ session, reason: news });
    },
  };
}
