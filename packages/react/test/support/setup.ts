import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Tests must not fail because the machine is slow.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);
