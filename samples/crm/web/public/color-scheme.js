// Runs before anything is painted, so that no page flashes in the other scheme. A file of its own:
// the Content-Security-Policy allows no script inside the page.
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
