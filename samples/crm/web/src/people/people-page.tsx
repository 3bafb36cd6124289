import { Button } from '@mantine/core';
import { IconUsersMinus } from '@tabler/icons-react';
import { useRef } from 'react';
import { ApiError } from '../api/api-error.js';
import { troubleOf } from '../api/trouble-of.js';
import type { Person } from '../api/users.js';
import { PageHeading } from '../navigation/page-heading.js';
import { Nothing } from '../notices/nothing.js';
import { type Message, Notice } from '../notices/notice.js';
import { TableSkeleton } from '../notices/table-skeleton.js';
import { describe } from '../words/trouble.js';
import { NotForYou } from './not-for-you.js';
import { PeopleTable } from './people-table.js';
import { useDeletion, usePeople } from './use-people.js';

/** People with an account. Everybody may open the page; the server decides what it shows. */
export function PeoplePage() {
  const people = usePeople();
  const deletion = useDeletion();
  const done = useRef<HTMLDivElement>(null);
  const notForYou = people.error instanceof ApiError && people.error.status === 403;
  const refused = deletion.error && describe(deletion.error, 'delete accounts');
  const loading = troubleOf(people, 'see the list of people');
  const trouble: Message | null = refused
    ? { tone: 'bad', ...refused }
    : notForYou && loading
      ? { ...loading, tone: 'info' }
      : loading;

  function remove(person: Person): void {
    // The button that had the focus goes away with the account.
    deletion.mutate(person, { onSuccess: () => done.current?.focus() });
  }

  return (
    <div className="stack">
      <PageHeading title="People">Who may sign in, and as what.</PageHeading>
      <Notice testId="page-error" message={trouble} />
      <Notice
        ref={done}
        testId="page-message"
        message={
          deletion.isSuccess
            ? { tone: 'good', title: `${deletion.variables.email} is deleted.` }
            : null
        }
      />
      {people.data && (
        <section className="card flush" aria-label="People">
          <PeopleTable
            people={people.data}
            removing={deletion.isPending ? deletion.variables.id : null}
            onRemove={remove}
          />
        </section>
      )}
      {people.isPending && !people.failureReason && (
        <section className="card flush" aria-busy="true" aria-label="People">
          <TableSkeleton words="Loading people…" />
        </section>
      )}
      {notForYou && <NotForYou removing={deletion.isPending} onRemove={remove} />}
      {!people.data && people.failureReason && !notForYou && (
        <section className="card">
          <Nothing Icon={IconUsersMinus} title="The people are not here yet.">
            <Button variant="default" size="xs" onClick={() => void people.refetch()}>
              Try again
            </Button>
          </Nothing>
        </section>
      )}
    </div>
  );
}
