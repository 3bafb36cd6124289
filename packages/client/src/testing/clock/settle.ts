let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Resolves when everything that needs no time has happened: one turn of the event loop, no timer. */
export function settle(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => {
      waiting.shift()?.();
      if (!waiting.length) hold(false);
    };
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    hold(true);
    port2.postMessage(null);
  });
}

/** In Node an open port would keep the process alive, and a waiting one has to. */
function hold(open: boolean): void {
  const port = channel?.port1 as { ref?(): void; unref?(): void } | undefined;
  if (open) port?.ref?.();
  else port?.unref?.();
}
