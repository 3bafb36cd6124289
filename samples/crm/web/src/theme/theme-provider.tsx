import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { theme } from './theme.js';

/** `public/color-scheme.js` reads the same key before the first paint. */
const scheme = localStorageColorSchemeManager({ key: 'crm-color-scheme' });

/**
 * Mantine without `<style>` elements, which the Content-Security-Policy forbids. The variables that it
 * would write into one are in `styles/mantine-variables.css`.
 */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
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
