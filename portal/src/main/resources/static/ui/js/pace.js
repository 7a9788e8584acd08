// Where the portal is asked too fast it says until when to wait; what a page asked for by itself is then asked again.
(() => {
  'use strict';

  const waiting = new Map();

  const say = (text) => { document.getElementById('pace').textContent = text; };

  document.addEventListener('htmx:responseError', (event) => {
    const { elt, xhr } = event.detail;
    if (xhr.status !== 429) {
      return;
    }
    const seconds = Number(xhr.getResponseHeader('Retry-After')) || 2;
    say(xhr.responseText);
    clearTimeout(waiting.get(elt));
    waiting.set(elt, setTimeout(() => {
      waiting.delete(elt);
      if (waiting.size === 0) {
        say('');
      }
      htmx.trigger(elt, 'again');
    }, seconds * 1000));
  });
})();
