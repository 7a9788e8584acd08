// A request that is under way: its state is announced, the tab's title tells it, and a notification if one wants it.
(() => {
  'use strict';

  const WANTED = 'gatehouse.notify';
  const name = document.title.split(' · ').pop();
  let stream = null;
  let told = document.getElementById('live').dataset.state;

  const announce = (live) => {
    if (live.dataset.state === told) {
      return;
    }
    told = live.dataset.state;
    document.getElementById('announcement').textContent = told;
    document.title = `${live.dataset.title} · ${name}`;
  };

  const end = (live) => {
    if (stream) {
      stream.close();
      stream = null;
    }
    if (document.hidden && 'Notification' in window && wanted()) {
      new Notification(live.dataset.title);
    }
  };

  const wanted = () => localStorage.getItem(WANTED) && Notification.permission === 'granted';

  const offer = () => {
    const button = document.querySelector('[data-notify]');
    if (!button || !('Notification' in window) || Notification.permission === 'denied') {
      return;
    }
    button.hidden = false;
    button.setAttribute('aria-pressed', String(Boolean(wanted())));
  };

  const toggle = async () => {
    if (wanted()) {
      localStorage.removeItem(WANTED);
    } else if (await Notification.requestPermission() === 'granted') {
      localStorage.setItem(WANTED, 'yes');
    }
    offer();
  };

  // What changed while the line was gone is asked for again until it comes.
  const again = (event) => {
    const live = document.getElementById('live');
    if (event.target.id === 'live-source' && live.dataset.live && !(event.detail.xhr.status >= 400 && event.detail.xhr.status < 500)) {
      setTimeout(() => htmx.trigger('#live-source', 'again'), 2000);
    }
  };

  document.addEventListener('htmx:sendError', again);
  document.addEventListener('htmx:responseError', again);
  document.addEventListener('htmx:sseOpen', (event) => { stream = event.detail.source; });
  document.addEventListener('htmx:afterSettle', () => {
    const live = document.getElementById('live');
    announce(live);
    offer();
    if (!live.dataset.live) {
      end(live);
    }
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-notify]')) {
      toggle();
    }
  });
  offer();
})();
