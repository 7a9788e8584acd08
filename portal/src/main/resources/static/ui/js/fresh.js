// What others do meanwhile is asked for again and again, for as long as somebody looks.
(() => {
  'use strict';

  const EVERY = 3000;
  const last = new WeakMap();

  const ask = () => {
    if (!document.hidden) {
      document.querySelectorAll('[data-fresh]').forEach((part) => htmx.trigger(part, 'fresh'));
    }
  };

  // What is as it was stays untouched: no flicker, and nothing that is marked or focused is lost.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { target, xhr } = event.detail;
    if (target.hasAttribute('data-fresh') && event.detail.shouldSwap) {
      event.detail.shouldSwap = last.get(target) !== xhr.responseText;
      last.set(target, xhr.responseText);
    }
  });
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, EVERY);
})();
