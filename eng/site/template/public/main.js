// What the template leaves out for people who use the keyboard or hear the page. It builds parts of the page late: so does this.
const labels = { autocollapse: 'Site', toc: 'Contents', breadcrumb: 'Path', affix: 'In this article' };

function mend() {
  for (const [id, label] of Object.entries(labels)) document.getElementById(id)?.setAttribute('aria-label', label);
  for (const toggle of document.querySelectorAll('.dropdown-toggle:not([role])')) {
    toggle.setAttribute('role', 'button');
    toggle.setAttribute('aria-label', toggle.title || 'Change theme');
  }
  // Titles of boxes, not of sections: they would come before the page's own heading, or leave out levels.
  for (const title of document.querySelectorAll('h5:not([role])')) if (!title.closest('article')) title.setAttribute('role', 'presentation');
  // What scrolls by itself must be reached with the keyboard.
  for (const box of document.querySelectorAll('article pre code:not([tabindex]), article .table-responsive:not([tabindex])')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
  // The corner of a table whose rows have names.
  for (const corner of document.querySelectorAll('th:empty:not([role])')) corner.setAttribute('role', 'presentation');
  // While somebody searches, the results are the page.
  document.getElementById('search-results')?.setAttribute('role', 'main');
  const count = document.querySelector('.search-list:not([role])');
  count?.setAttribute('role', 'heading');
  count?.setAttribute('aria-level', '1');
  for (const link of document.querySelectorAll('.sr-item a[target]')) link.removeAttribute('target');
  // The name stands beside it.
  document.getElementById('logo')?.setAttribute('alt', '');
}

export default {
  start() {
    mend();
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    addEventListener('resize', mend);
  },
};
