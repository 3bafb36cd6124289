import { Button } from '@mantine/core';
import { IconUsersMinus } from '@tabler/icons-react';
import { ApiError } from '../api/api-error.js';
import { troubleOf } from '../api/trouble-of.js';
import { PageHeading } from '../navigation/page-heading.js';
import { EmptyState } from '../notices/empty-state.js';
import { type Message, Notice } from '../notices/notice.js';
import { TableSkeleton } from '../notices/table-skeleton.js';
import { describe } from '../words/trouble.js';
import { OwnAccount } from './own-account.js';
import { PeopleTable } from './people-table.js';
import { useDeleteUser, usePeople } from './use-people.js';

/** The people with an account. Everybody may open the page; the server decides who sees the list. */
export function PeoplePage() {
  const people = usePeople();
  const deletion = useDeleteUser();
  const notForYou = people.error instanceof ApiError && people.error.status === 403;
  const refused = deletion.error && describe(deletion.error, 'delete accounts');
  const loading = notForYou ? forAdministrators : troubleOf(people, 'see the list of people');
  const trouble: Message | null = refused ? { tone: 'bad', ...refused } : loading;

  return (
    <div className="stack">
      <PageHeading title="People">Who may sign in, and as what.</PageHeading>
      <Notice testId="page-error" message={trouble} />
      <Notice
        testId="page-message"
        takesFocus
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
            onRemove={deletion.mutate}
          />
        </section>
      )}
      {people.isPending && !people.failureReason && (
        <section className="card flush" aria-busy="true" aria-label="People">
          <TableSkeleton words="Loading people…" />
        </section>
      )}
      {notForYou && <OwnAccount removing={deletion.isPending} onRemove={deletion.mutate} />}
      {!people.data && people.failureReason && !notForYou && (
        <section className="card">
          <EmptyState Icon={IconUsersMinus} title="The people are not here yet.">
            <Button variant="default" size="xs" onClick={() => void people.refetch()}>
              Try again
            </Button>
          </EmptyState>
        </section>
      )}
    </div>
  );
}

/** Not an error: the person lacks the role. */
const forAdministrators: Message = {
  tone: 'info',
  locked: true,
  title: 'This page is for administrators.',
  detail:
    'They look after the accounts. Everything else works for you as ever; if you need to see the ' +
    'people here, ask one of them for the role.',
};
