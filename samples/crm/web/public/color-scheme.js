// Runs before the first paint, so that the page does not flash in the other scheme. In its own file,
// because the Content-Security-Policy allows no inline script.
{
  const chosen = (() => {
    try {
      return localStorage.getItem('crm-color-scheme');
    } catch {
      return null;
    }
  })();
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}
