import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from './theme.js';

/** `public/color-scheme.js` reads the same key before the first paint. */
const scheme = localStorageColorSchemeManager({ key: 'crm-color-scheme' });

/**
 * Mantine without styles of its own making: the Content-Security-Policy allows none inside the page.
 * What it would write into a `<style>` is in `styles/mantine-variables.css`.
 */
export function Look({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
