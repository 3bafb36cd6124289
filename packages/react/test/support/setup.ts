import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A slow machine is no failure.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);
