import type { Person } from '../api/users.js';
import { h } from '../dom/h.js';

type Remove = (person: Person, button: HTMLButtonElement) => void;

const columns = ['Name', 'E-mail', 'Roles', 'Status', ''];

export function createUsersTable(people: readonly Person[], remove: Remove): HTMLElement {
  const header = (name: string) =>
    name
      ? h('th', { scope: 'col' }, name)
      : h('td', null, h('span', { className: 'visually-hidden' }, 'Actions'));
  return h(
    'div',
    { className: 'table-frame', role: 'region', 'aria-label': 'People', tabIndex: 0 },
    h(
      'table',
      { 'data-testid': 'users-table' },
      h('caption', { className: 'visually-hidden' }, 'People with an account'),
      h('thead', null, h('tr', null, ...columns.map(header))),
      h('tbody', null, ...people.map((person) => row(person, remove))),
    ),
  );
}

function row(person: Person, remove: Remove): HTMLElement {
  const { id, email, displayName, roles, status } = person;
  return h(
    'tr',
    { 'data-testid': 'user-row', 'data-id': id },
    h('th', { scope: 'row' }, displayName || '—'),
    h('td', null, email),
    h('td', null, ...roles.map((role) => h('span', { className: 'tag', 'data-role': role }, role))),
    h('td', null, h('span', { className: 'tag', 'data-status': status }, status)),
    h('td', { className: 'actions' }, createRemoveButton(person, remove)),
  );
}

export function createRemoveButton(
  person: Person,
  remove: Remove,
  label = 'Delete',
): HTMLButtonElement {
  const button: HTMLButtonElement = h(
    'button',
    {
      type: 'button',
      className: 'button danger',
      'data-testid': 'user-delete',
      'aria-label': `${label}: ${person.displayName || person.email}`,
      onclick: () => remove(person, button),
    },
    label,
  );
  return button;
}
