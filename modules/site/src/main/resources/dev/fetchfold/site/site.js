// What a reader has chosen is in the address, and as attributes on <html> before anything is drawn.
(() => {
  'use strict';
  const root = document.documentElement;
  const engines = root.dataset.engines.split(' ');
  const address = new URL(location.href);

  root.classList.add('js');

  /** Writes a choice into the address; what is the default is not in it. */
  const remember = (name, value) => {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    address.hash = location.hash;
    history.replaceState(null, '', address.href.replaceAll('%2C', ','));
  };

  // ---- Columns ----------------------------------------------------------------------------------

  const room = () => {
    const width = root.clientWidth;
    return width < 1000 ? 1 : Math.max(2, Math.floor((width + 80) / 640));
  };
  const known = (names) => names.filter((name, i) => engines.includes(name) && names.indexOf(name) === i);
  const asked = known((address.searchParams.get('columns') ?? '').split(','));

  /** In the order in which they were picked: the last ones are shown. */
  let picks = asked.length > 0 ? asked : [...engines];
  const isDefault = () => picks.join() === engines.join();
  const shown = () => (isDefault() ? picks.slice(0, Math.min(room(), 3)) : picks.slice(-room()));

  const showColumns = () => {
    const names = shown();
    root.dataset.columns = names.join(' ');
    root.style.setProperty('--columns', names.length);
    for (const button of document.querySelectorAll('[data-pick]')) {
      button.setAttribute('aria-pressed', names.includes(button.dataset.pick));
    }
  };

  /** Picks a column or drops it; the last one stays. */
  const pick = (name) => {
    const names = shown();
    if (!names.includes(name)) picks = [...names, name].slice(-room());
    else if (names.length > 1) picks = names.filter((each) => each !== name);
    remember('columns', isDefault() ? '' : picks.join(','));
    showColumns();
  };

  // ---- Baseline ---------------------------------------------------------------------------------

  const baselines = ['most', ...engines, 'none'];
  const showBaseline = (name) => {
    root.dataset.baseline = baselines.includes(name) ? name : 'most';
    const select = document.getElementById('baseline');
    if (select) select.value = root.dataset.baseline;
  };
  const compareWith = (name) => {
    remember('baseline', name === 'most' ? '' : name);
    showBaseline(name);
  };

  // ---- The matrix -------------------------------------------------------------------------------

  const show = (what) => {
    root.dataset.show = ['differs', 'bad'].includes(what) ? what : 'all';
    for (const button of document.querySelectorAll('[data-show]')) {
      if (button.tagName === 'BUTTON') button.setAttribute('aria-pressed', button.dataset.show === root.dataset.show);
    }
    const status = document.getElementById('shown');
    if (status) {
      const lines = [...document.querySelectorAll('.matrix .line')];
      const visible = lines.filter((line) => line.checkVisibility()).length;
      status.textContent = `${visible} of ${lines.length} shown`;
    }
  };
  const fold = (button) => {
    const open = button.closest('tbody').classList.toggle('open');
    button.setAttribute('aria-expanded', open);
    show(root.dataset.show);
  };

  // ---- Light and dark ---------------------------------------------------------------------------

  const themes = ['system', 'light', 'dark'];
  const stored = () => {
    try {
      return localStorage.getItem('theme') ?? 'system';
    } catch {
      return 'system'; // a browser that keeps nothing for pages from a disk
    }
  };
  const showTheme = (theme) => {
    root.dataset.theme = theme;
    const label = document.querySelector('#theme span');
    if (label) label.textContent = theme;
  };
  const nextTheme = () => {
    const next = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
    try {
      localStorage.setItem('theme', next);
    } catch {
      // it holds for this page
    }
    showTheme(next);
  };

  // ---- Keys -------------------------------------------------------------------------------------

  const go = (step) => {
    const rows = [...document.querySelectorAll('.row')];
    const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) + 2;
    const above = rows.filter((row) => row.getBoundingClientRect().top <= edge).length - 1;
    const next = rows[Math.min(rows.length - 1, Math.max(0, above + step))];
    if (next) next.scrollIntoView();
  };
  const onKey = (event) => {
    const typing = event.target.closest('input, select, textarea');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !document.getElementById('keys')?.checked) return;
    const index = Number.parseInt(event.key, 10);
    if (index >= 1 && index <= engines.length) pick(engines[index - 1]);
    else if (event.key === 'b') compareWith(baselines[(baselines.indexOf(root.dataset.baseline) + 1) % baselines.length]);
    else if (event.key === 'j') go(1);
    else if (event.key === 'k') go(-1);
  };

  /** Marks the row that one is reading. */
  const watchRows = () => {
    const links = new Map([...document.querySelectorAll('.jump a')].map((link) => [link.hash.slice(1), link]));
    if (links.size === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const link = links.get(entry.target.id);
          if (!link) continue;
          if (entry.isIntersecting) link.setAttribute('aria-current', 'true');
          else link.removeAttribute('aria-current');
        }
      },
      { rootMargin: '-35% 0px -60% 0px' },
    );
    document.querySelectorAll('.row').forEach((row) => observer.observe(row));
  };

  showTheme(stored());
  showColumns();
  showBaseline(address.searchParams.get('baseline') ?? 'most');
  show(address.searchParams.get('show') ?? 'all');

  document.addEventListener('DOMContentLoaded', () => {
    showTheme(root.dataset.theme);
    showColumns();
    showBaseline(root.dataset.baseline);
    show(root.dataset.show);
    watchRows();
    document.addEventListener('keydown', onKey);
    document.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.pick) pick(button.dataset.pick);
      else if (button.id === 'theme') nextTheme();
      else if (button.classList.contains('fold')) fold(button);
      else if (button.dataset.show) {
        remember('show', button.dataset.show === 'all' ? '' : button.dataset.show);
        show(button.dataset.show);
      }
    });
    document.getElementById('baseline')?.addEventListener('change', (event) => compareWith(event.target.value));
    addEventListener('resize', showColumns);
    addEventListener('hashchange', () => show(root.dataset.show));
  });
})();
