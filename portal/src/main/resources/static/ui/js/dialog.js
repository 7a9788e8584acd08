// What unfolds without a script opens as a dialog with one, so that it can't be overlooked.
(() => {
  'use strict';

  const open = (details) => {
    const content = details.querySelector('.act');
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog';
    dialog.setAttribute('aria-label', content.querySelector('h2').textContent);
    content.querySelectorAll('[data-close]').forEach((button) => {
      button.hidden = false;
      button.onclick = () => dialog.close();
    });
    dialog.append(content);
    dialog.addEventListener('close', () => {
      details.append(content);
      dialog.remove();
      details.querySelector('summary').focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener('click', (event) => {
    const summary = event.target.closest('details[data-dialog] > summary');
    if (summary) {
      event.preventDefault();
      open(summary.parentElement);
    }
  });
})();
