let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Resolves when everything that needs no time is done: one turn of the event loop, without a timer. */
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

/** Node.js exits when nothing is referenced: the port is referenced while somebody waits. */
function hold(open: boolean): void {
  const port = channel?.port1 as { ref?(): void; unref?(): void } | undefined;
  if (open) port?.ref?.();
  else port?.unref?.();
}
