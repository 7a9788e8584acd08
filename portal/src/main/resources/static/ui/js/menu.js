// The menu of one's own name closes when one goes elsewhere.
(() => {
  'use strict';

  const close = (except) => {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(except)) {
        menu.open = false;
      }
    }
  };

  document.addEventListener('click', (event) => close(event.target));
  document.addEventListener('focusin', (event) => close(event.target));
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && event.target.closest('details[data-menu][open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
})();
