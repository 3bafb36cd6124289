import type { Person } from '../api/users.js';
import { Avatar } from '../shell/avatar.js';
import { RemoveButton } from './remove-button.js';

interface PeopleTableProps {
  readonly people: readonly Person[];
  /** The id of the account that is being deleted. */
  readonly removing: string | null;
  readonly onRemove: (person: Person) => void;
}

export function PeopleTable({ people, removing, onRemove }: PeopleTableProps) {
  return (
    <table className="table" data-testid="users-table">
      <caption className="visually-hidden">People with an account</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" className="wide">
            E-mail
          </th>
          <th scope="col" className="wide">
            Roles
          </th>
          <th scope="col">Status</th>
          <td>
            <span className="visually-hidden">Actions</span>
          </td>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row
            key={person.id}
            person={person}
            busy={removing === person.id}
            onRemove={() => onRemove(person)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly person: Person;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function Row({ person, busy, onRemove }: RowProps) {
  const { id, email, displayName, roles, status } = person;
  return (
    <tr data-testid="user-row" data-id={id}>
      <th scope="row">
        <div className="person">
          <Avatar name={displayName || email} />
          <div>
            {displayName || '—'}
            <span className="narrow muted">
              {email} <span>{roles.join(', ')}</span>
            </span>
          </div>
        </div>
      </th>
      <td className="wide">{email}</td>
      <td className="wide">
        {roles.map((role) => (
          <span key={role} className="tag" data-role={role}>
            {role}
          </span>
        ))}
      </td>
      <td>
        <span className="tag" data-status={status}>
          {status}
        </span>
      </td>
      <td className="actions">
        {status === 'active' && <RemoveButton person={person} busy={busy} onRemove={onRemove} />}
      </td>
    </tr>
  );
}
