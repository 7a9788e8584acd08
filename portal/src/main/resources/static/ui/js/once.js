// A form goes off once, however often its button is pressed.
(() => {
  'use strict';

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-once]')) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
    event.submitter?.setAttribute('aria-disabled', 'true');
  });

  // The page may be shown again as it was left.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      form.querySelectorAll('[aria-disabled]').forEach((button) => button.removeAttribute('aria-disabled'));
    }
  });
})();
