import { PageHeading } from './page-heading.js';

export function MissingPage() {
  return (
    <PageHeading title="Not found" heading="There is no such page">
      The address may be mistyped, or the page has moved.
    </PageHeading>
  );
}
