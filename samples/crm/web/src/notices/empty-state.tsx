import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly Icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Shown in place of a list: why it is empty, and what to do. */
export function EmptyState({ Icon, title, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon size={34} stroke={1.4} aria-hidden />
      <strong>{title}</strong>
      <div>{children}</div>
    </div>
  );
}
