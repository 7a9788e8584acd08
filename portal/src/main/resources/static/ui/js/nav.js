// On a narrow screen the navigation is wider than the window: the word of this page comes into sight.
(() => {
  'use strict';

  const here = document.querySelector('.nav [aria-current]');
  if (here) {
    here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.clientWidth / 2 + here.clientWidth / 2;
  }
})();
