/** How the tabs of one browser share a lock and messages. Replaces the platform's own. */
export interface CrossTab {
  /** The exclusive part of a `LockManager`. @see https://w3c.github.io/web-locks */
  readonly locks: {
    /** With `ifAvailable` it runs `work` at once, with null if the lock is held. */
    request<T>(
      name: string,
      options: { readonly signal: AbortSignal } | { readonly ifAvailable: boolean },
      work: (lock: unknown) => Promise<T>,
    ): Promise<T>;
  };
  /** Opens a channel to the other tabs, like `new BroadcastChannel(name)`. */
  channel(name: string): TabChannel;
}

/** The part of a `BroadcastChannel` that the client uses. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
  /** On a server an open channel would keep the process alive. */
  unref?(): void;
}
