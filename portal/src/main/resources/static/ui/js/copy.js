// Values that are used elsewhere are copied with one press.
(() => {
  'use strict';

  if (!navigator.clipboard) {
    return;
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    const words = button.textContent;
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector('code').textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
