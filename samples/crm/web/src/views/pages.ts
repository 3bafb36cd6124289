import { h } from '../dom/h.js';
import { createOrdersView } from './orders-view.js';
import { createUsersView } from './users-view.js';

interface Page {
  readonly title: string;
  readonly create: (signal: AbortSignal) => HTMLElement;
}

const pages: Readonly<Record<string, Page>> = {
  '/': { title: 'Orders', create: createOrdersView },
  '/users': { title: 'People', create: createUsersView },
};

const missing: Page = {
  title: 'Not found',
  create: () => h('h1', { tabIndex: -1 }, 'There is no such page'),
};

export function pageAt(path: string): Page {
  return Object.hasOwn(pages, path) ? (pages[path] ?? missing) : missing;
}
