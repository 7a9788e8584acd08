// Moments are told as people tell them; the exact one, in the reader's own zone, stays on hover and for screen readers.
(() => {
  'use strict';

  const language = document.documentElement.lang;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long' });
  const units = [['year', 31536000], ['month', 2592000], ['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60]];

  const words = (at) => {
    const seconds = Math.round((at - Date.now()) / 1000);
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) || ['second', 1];
    return unit === 'second' ? relative.format(0, 'minute') : relative.format(Math.trunc(seconds / length), unit);
  };

  const tell = (time) => {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) {
      return;
    }
    time.title = exact.format(at);
    const hidden = document.createElement('span');
    hidden.className = 'visually-hidden';
    hidden.textContent = ` (${time.title})`;
    time.replaceChildren(words(at), hidden);
  };

  const tellAll = () => document.querySelectorAll('time[data-time]').forEach(tell);

  tellAll();
  document.addEventListener('htmx:load', tellAll);
  setInterval(tellAll, 30000);
})();
