import { useUser } from '@tandem-auth/react';
import type { Person } from '../api/users.js';
import { Portrait } from '../shell/portrait.js';
import { RemoveButton } from './remove-button.js';

interface OwnAccountProps {
  readonly removing: boolean;
  readonly onRemove: (person: Person) => void;
}

/** What somebody who may not see the others does see: enough to ask the server, and be told. */
export function OwnAccount({ removing, onRemove }: OwnAccountProps) {
  const user = useUser();
  if (!user) return null;
  const person: Person = { ...user, status: 'active' };
  return (
    <section className="card own-account" aria-labelledby="own-account">
      <Portrait name={person.displayName || person.email} />
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
