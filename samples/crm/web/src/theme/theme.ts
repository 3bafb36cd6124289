import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** The look of Mantine's components. Colours that differ by scheme are in `styles/tokens.css`. */
export const theme = createTheme({
  primaryColor: 'tandem',
  primaryShade: { light: 6, dark: 5 },
  colors: {
    tandem: [
      '#f0effe',
      '#dfdcfb',
      '#c0baf7',
      '#9f95f3',
      '#8377f0',
      '#6a5bee',
      '#5546e8',
      '#4536cf',
      '#382bae',
      '#2b2188',
    ],
    dark: [
      '#eceef5',
      '#c3c9d8',
      '#9aa3b8',
      '#7d869c',
      '#2a3040',
      '#222735',
      '#11151d',
      '#171b24',
      '#10141b',
      '#0e1117',
    ],
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)' },
});

const tokens = {
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default-border': 'var(--line)',
};

/** Gives Mantine the application's own tokens. */
export const tokenVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
