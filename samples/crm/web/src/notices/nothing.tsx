import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface NothingProps {
  readonly Icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Stands where a list would be, and says why there is none and what to do. */
export function Nothing({ Icon, title, children }: NothingProps) {
  return (
    <div className="nothing">
      <Icon size={34} stroke={1.4} aria-hidden />
      <strong>{title}</strong>
      <div>{children}</div>
    </div>
  );
}
