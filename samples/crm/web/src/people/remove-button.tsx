import { Button } from '@mantine/core';
import type { Person } from '../api/users.js';

interface RemoveButtonProps {
  readonly person: Person;
  readonly busy: boolean;
  readonly onRemove: () => void;
  readonly label?: string;
}

export function RemoveButton({ person, busy, onRemove, label = 'Delete' }: RemoveButtonProps) {
  return (
    <Button
      variant="default"
      size="xs"
      className="danger"
      loading={busy}
      aria-label={`${label}: ${person.displayName || person.email}`}
      data-testid="user-delete"
      onClick={onRemove}
    >
      {label}
    </Button>
  );
}
