import { ApiError } from '../api/api-error.js';
import { deleteUser, listUsers, type Person } from '../api/users.js';
import { auth } from '../auth.js';
import { h } from '../dom/h.js';
import { createNotice } from '../dom/notice.js';
import { describe } from '../words/trouble.js';
import { createRemoveButton, createUsersTable } from './users-table.js';

/** People with an account. Everybody may open the page; the server decides what it shows. */
export function createUsersView(signal: AbortSignal): HTMLElement {
  const notice = createNotice('page-error');
  const done = createNotice('page-message');
  const list = h('div', null, h('p', { className: 'muted' }, 'Loading people…'));

  async function load(): Promise<void> {
    try {
      const people = await listUsers(signal);
      list.replaceChildren(
        h('section', { className: 'card flush' }, createUsersTable(people, remove)),
      );
    } catch (error) {
      list.replaceChildren();
      if (error instanceof ApiError && error.status === 403) list.append(ownAccount());
      fail(error, 'see the list of people');
    }
  }

  async function remove(person: Person, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    notice.clear();
    done.clear();
    try {
      await deleteUser(person.id);
      await load();
      done.show('good', `${person.email} is deleted.`);
    } catch (error) {
      fail(error, 'delete accounts');
    }
    button.disabled = false;
  }

  /** What somebody who may not see the others does see: enough to ask the server, and be told. */
  function ownAccount(): HTMLElement | string {
    const { user } = auth.getSession();
    if (!user) return '';
    const person: Person = { ...user, status: 'active' };
    return h(
      'section',
      { className: 'card own-account' },
      h('h2', null, 'Your account'),
      h('p', null, user.displayName || user.email),
      h('p', { className: 'muted' }, `${user.email} · ${user.roles.join(', ')}`),
      createRemoveButton(person, remove, 'Delete account'),
    );
  }

  function fail(error: unknown, action: string): void {
    if (signal.aborted) return;
    const { title, detail } = describe(error, action);
    notice.show('bad', title, detail);
  }

  void load();
  return h(
    'div',
    { className: 'stack' },
    h('h1', { tabIndex: -1 }, 'People'),
    notice.element,
    done.element,
    list,
  );
}
