import { renderHook } from '@testing-library/react';
import { useState, version } from 'react';
import { version as domVersion } from 'react-dom';
import { version as serverVersion } from 'react-dom/server';
import { expect, it } from 'vitest';

it('These tests run on the version of React that they name, in all packages', () => {
  for (const found of [version, domVersion, serverVersion]) {
    expect(found.startsWith(`${process.env.REACT_VERSION}.`)).toBe(true);
  }
  // Hooks work only if the renderer uses the same React.
  expect(renderHook(() => useState('one React')[0]).result.current).toBe('one React');
});
