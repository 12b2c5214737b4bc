// Not a module, so that the page is never drawn in the wrong colours first.
(() => {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function saved() {
    try {
      return localStorage.getItem('theme');
    }
    catch {
      return null;
    }
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
  }

  function tell() {
    document.getElementById('theme')?.setAttribute('aria-pressed', String(isDark()));
    document.dispatchEvent(new Event('themechange'));
  }

  function toggle() {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    }
    catch {
      // it holds until the page is left
    }
    tell();
  }

  if (['light', 'dark'].includes(saved())) {
    root.dataset.theme = saved();
  }
  dark.addEventListener('change', tell);
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', toggle);
    tell();
  });
})();
