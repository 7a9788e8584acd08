// A form goes off once, however often its button is pressed, and keeps its number where one comes back to it.
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

  // A page that is fetched anew as one goes back to it, or reloads it, holds the form that
  // may have gone off from there, not another one.
  const submission = document.querySelector('form[data-once] > input[name=submission]');
  if (submission) {
    submission.value = history.state?.submission ?? submission.value;
    history.replaceState({ ...history.state, submission: submission.value }, '');
  }

  // The page may be shown again as it was left.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      form.querySelectorAll('[aria-disabled]').forEach((button) => button.removeAttribute('aria-disabled'));
    }
  });
})();
