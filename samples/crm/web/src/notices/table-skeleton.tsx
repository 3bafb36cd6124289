import { Skeleton } from '@mantine/core';

const rows = ['62%', '74%', '55%', '68%'];

/** A placeholder for a table that is being loaded. `words` are for screen readers. */
export function TableSkeleton({ words }: { readonly words: string }) {
  return (
    <div className="table-skeleton">
      <span className="visually-hidden">{words}</span>
      {rows.map((width) => (
        <Skeleton key={width} height="1.1rem" width={width} />
      ))}
    </div>
  );
}
