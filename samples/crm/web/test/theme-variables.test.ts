import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { expect, it } from 'vitest';
import { theme, tokenVariables } from '../src/theme/theme.js';

/** What Mantine would write into a `<style>`; `npx vitest run -u` updates the file. */
it('The variables of the theme are in a style sheet of their own', async () => {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const given = defaultCssVariablesResolver(DEFAULT_THEME);
  const wanted = defaultCssVariablesResolver(merged);
  const tokens = tokenVariables(merged);
  const blocks = (['variables', 'light', 'dark'] as const).map((part) => {
    const all = { ...wanted[part], ...tokens[part] };
    const known: Readonly<Record<string, string>> = given[part];
    const own = Object.entries(all).filter(([name, value]) => known[name] !== value);
    const lines = own.map(([name, value]) => `  ${name}: ${value.toLowerCase()};\n`).join('');
    return `${selectors[part]} {\n${lines}}\n`;
  });
  await expect(blocks.join('\n')).toMatchFileSnapshot('../src/styles/mantine-variables.css');
});

const selectors = {
  variables: ':root',
  light: ':root[data-mantine-color-scheme="light"]',
  dark: ':root[data-mantine-color-scheme="dark"]',
};
