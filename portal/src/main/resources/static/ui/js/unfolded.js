// What a person has folded or unfolded stays so when a part of the page is exchanged.
(() => {
  'use strict';

  const states = new Map();

  const keep = (root) => {
    for (const details of root.querySelectorAll('details[data-keep]')) {
      states.set(details.dataset.keep, details.open);
    }
  };

  const restore = () => {
    for (const details of document.querySelectorAll('details[data-keep]')) {
      if (states.has(details.dataset.keep)) {
        details.open = states.get(details.dataset.keep);
      }
    }
    states.clear();
  };

  document.addEventListener('htmx:beforeSwap', (event) => keep(event.detail.target));
  document.addEventListener('htmx:afterSwap', restore);
})();
