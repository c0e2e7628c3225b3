// Before the first paint, so that a dark viewer never sees a white flash. A file of its own because the page's content
// security policy allows no inline script.
(() => {
  let choice = 'auto';
  try {
    choice = localStorage.getItem('slipway-theme') ?? 'auto';
  } catch {
    // Storage may be switched off; the system's preference decides then.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
