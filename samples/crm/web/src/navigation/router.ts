const listeners = new Set<() => void>();

/** Calls back after every navigation within the page. */
export function onNavigate(listener: () => void): void {
  listeners.add(listener);
  addEventListener('popstate', listener);
}

export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  for (const listener of listeners) listener();
}

/** Lets a link be what it is for the middle button and modifier keys, and navigates otherwise. */
export function follow(event: MouseEvent): void {
  const { button, metaKey, ctrlKey, shiftKey, altKey, currentTarget } = event;
  if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
  event.preventDefault();
  navigate((currentTarget as HTMLAnchorElement).pathname);
}
