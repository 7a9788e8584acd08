// Keys: ? shows them, / searches, and where requests are decided j, k, o, a and r go through them.
(() => {
  'use strict';

  const rows = () => [...document.querySelectorAll('details[data-queue] > summary')];
  const current = () => document.activeElement.closest('details[data-queue]');

  const move = (by) => {
    const all = rows();
    const at = all.findIndex((summary) => summary.parentElement === current());
    const next = all[at < 0 ? 0 : at + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  };

  const toggle = () => {
    const row = current();
    if (row) {
      row.open = !row.open;
      row.querySelector('summary').focus();
    }
  };

  const approve = () => {
    const row = current();
    if (row) {
      row.open = true;
      row.querySelector('.decide .primary').focus();
    }
  };

  const reject = () => {
    const row = current();
    if (row) {
      row.open = true;
      row.querySelector('[data-act=reject] > summary').click();
    }
  };

  const search = () => {
    const field = [...document.querySelectorAll('main [data-search], [data-search]')].find((input) => input.offsetParent);
    if (field) {
      field.focus();
    } else {
      location.assign('/requests');
    }
  };

  const actions = {
    '?': () => document.getElementById('keys').showModal(),
    '/': search,
    j: () => move(1),
    k: () => move(-1),
    o: toggle,
    a: approve,
    r: reject,
  };

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, select, textarea, [contenteditable]');
    const action = Object.hasOwn(actions, event.key) && actions[event.key];
    if (typing || !action || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
      return;
    }
    event.preventDefault();
    action();
  });
})();
