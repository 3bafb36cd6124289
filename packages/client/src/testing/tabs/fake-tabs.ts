import type { AuthClient, AuthClientOptions } from '../../auth-client.js';
import { createAuthClient } from '../../create-auth-client.js';
import { Line } from '../network/line.js';
import type { FakeServer } from '../server/fake-server.js';
import { FakeChannels } from './fake-channels.js';
import { FakeLocks } from './fake-locks.js';
import { FakePage } from './fake-page.js';
import { FakeStorage } from './fake-storage.js';
import { Gate } from './gate.js';
import { createTabClock } from './tab-clock.js';

export interface FakeTabsOptions {
  readonly server: FakeServer;
  /** Options for every client. Clock, `fetch`, `crossTab` and page are those of its tab. */
  readonly client?: AuthClientOptions;
  /** Creates the clients. Default `createAuthClient`. */
  readonly createClient?: (options: AuthClientOptions) => AuthClient;
  /** Milliseconds until a tab learns that it has a lock; called each time. Default 0. */
  readonly lockDelay?: () => number;
  /** Milliseconds a message takes to each other tab; called each time. Default 0. */
  readonly channelDelay?: () => number;
  /** How long each request takes. Default: requests take no time. */
  readonly transit?: Line['transit'];
}

/** One browser: tabs of one origin that share cookies, storage, locks and channels. */
export interface FakeTabs {
  /**
   * Opens a tab with its own client, which is not started yet. With `crossTab: false` it uses neither
   * locks nor messages.
   */
  open(options?: AuthClientOptions): FakeTab;
  /** The tabs that are not closed, oldest first. */
  readonly tabs: readonly FakeTab[];
  /** The network to the server. Set `portal` to simulate a captive portal. */
  readonly line: Line;
  /** The tab that holds a lock, if one does. */
  readonly lockHolder: FakeTab | undefined;
  /** Locks held or requested, and open channels: 0 and 0 if everything was released. */
  readonly left: { readonly locks: number; readonly channels: number };
  /** Requests in flight fail, and so do all others until `goOnline`. */
  goOffline(): void;
  /** Requests succeed again, and every tab gets an `online` event. */
  goOnline(): void;
  /** The machine sleeps for some milliseconds: connections break, and no tab runs. */
  sleep(milliseconds: number): Promise<void>;
}

export interface FakeTab {
  readonly id: number;
  readonly client: AuthClient;
  readonly page: FakePage;
  readonly state: 'running' | 'frozen' | 'closed';
  readonly holdsLock: boolean;
  /** Freezes the tab, which keeps its locks, until `thaw`. What arrives meanwhile is queued. */
  freeze(): void;
  thaw(): Promise<void>;
  /** Closes the tab: requests are dropped, locks released, promises never settle. */
  close(): void;
  /** Makes the page visible or hidden. */
  show(visible: boolean): void;
  /** Dispatches an event at its window, such as `pageshow` with `{ persisted: true }`. */
  dispatch(type: string, more?: object): void;
}

/** Makes a browser for tests, with the server's clock. */
export function createFakeTabs(options: FakeTabsOptions): FakeTabs {
  const { server, createClient = createAuthClient } = options;
  const { clock } = server;
  const line = new Line();
  line.transit = options.transit;
  const locks = new FakeLocks(clock, options.lockDelay ?? (() => 0));
  const channels = new FakeChannels(clock, options.channelDelay ?? (() => 0));
  const storage = new FakeStorage();
  const tabs: FakeTab[] = [];
  let opened = 0;

  function open(own: AuthClientOptions = {}): FakeTab {
    const gate = new Gate();
    const page = new FakePage(server.url, storage);
    const flights = new Set<AbortController>();
    const client = createClient({
      baseURL: server.url,
      ...options.client,
      ...own,
      clock: createTabClock(clock, gate),
      fetch: fetchOfTab(gate, flights, server.connect(line)),
      crossTab: own.crossTab !== false && {
        locks: locks.of(gate),
        channel: (name) => channels.join(gate, name),
      },
      page,
    });
    const tab: FakeTab = {
      id: ++opened,
      client,
      page,
      get state() {
        return gate.state;
      },
      get holdsLock() {
        return locks.holds(gate);
      },
      freeze: () => gate.freeze(),
      thaw: () => gate.thaw(clock.settle),
      close() {
        gate.close();
        for (const flight of flights) flight.abort();
        locks.drop(gate);
        channels.drop(gate);
        tabs.splice(tabs.indexOf(tab) >>> 0, 1);
      },
      show: (visible) => gate.enter(() => page.show(visible)),
      dispatch: (type, more) => gate.enter(() => page.dispatch(type, more)),
    };
    tabs.push(tab);
    return tab;
  }

  return {
    open,
    tabs,
    line,
    get lockHolder() {
      return tabs.find((tab) => tab.holdsLock);
    },
    get left() {
      return { locks: locks.busy, channels: channels.open };
    },
    goOffline: () => line.disconnect(),
    goOnline() {
      line.reconnect();
      for (const tab of tabs) tab.dispatch('online');
    },
    async sleep(milliseconds) {
      const awake = tabs.filter((tab) => tab.state === 'running');
      const { online } = line;
      for (const tab of awake) tab.freeze();
      line.disconnect();
      await clock.sleep(milliseconds);
      if (online) line.reconnect();
      for (const tab of awake) {
        tab.dispatch('visibilitychange');
        await tab.thaw();
      }
    },
  };
}

/** The `fetch` of a tab: responses wait while it is frozen, and are dropped once it is closed. */
function fetchOfTab(
  gate: Gate,
  flights: Set<AbortController>,
  fetch: typeof globalThis.fetch,
): typeof globalThis.fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const own = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      const flight = new AbortController();
      const onAbort = () => flight.abort(own?.reason);
      const done = () => {
        flights.delete(flight);
        own?.removeEventListener('abort', onAbort);
      };
      if (own?.aborted) onAbort();
      own?.addEventListener('abort', onAbort);
      flights.add(flight);
      fetch(input, { ...init, signal: flight.signal })
        .finally(done)
        .then(
          (response) => gate.enter(() => resolve(response)),
          (error) => gate.enter(() => reject(error)),
        );
    });
}
