import { useUser } from '@tandem-auth/react';
import type { Person } from '../api/users.js';
import { Avatar } from '../shell/avatar.js';
import { RemoveButton } from './remove-button.js';

interface OwnAccountProps {
  readonly removing: boolean;
  readonly onRemove: (person: Person) => void;
}

/** Shown to people who may not see the list: their own account. */
export function OwnAccount({ removing, onRemove }: OwnAccountProps) {
  const user = useUser();
  if (!user) return null;
  const person: Person = { ...user, status: 'active' };
  return (
    <section className="card own-account" aria-labelledby="own-account">
      <Avatar name={person.displayName || person.email} />
      <div>
        <h2 id="own-account">Your account</h2>
        <p>{person.displayName || person.email}</p>
        <p className="muted">
          {person.email} · {person.roles.join(', ')}
        </p>
      </div>
      <RemoveButton
        person={person}
        busy={removing}
        onRemove={() => onRemove(person)}
        label="Delete account"
      />
    </section>
  );
}
