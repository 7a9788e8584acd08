// Moments are told as people tell them; the exact one, in the reader's own zone, stays on hover and for screen readers.
(() => {
  'use strict';

  const language = document.documentElement.lang;
  const now = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'minute');
  const relative = new Intl.RelativeTimeFormat(language);
  // As the portal writes moments: 3 December 2026, 14:05 UTC.
  const region = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'long', year: 'numeric' });
  const clock = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  const exact = (at) => `${day.format(at)}, ${clock.format(at)}`;
  const units = [['year', 31536000], ['month', 2592000], ['week', 604800], ['day', 86400], ['hour', 3600], ['minute', 60]];

  // A unit serves from one and a half of it on, so that rounding never tells more than a third too much:
  // what ends in 1:20 "ends in 80 minutes", and what was granted for two hours a moment ago "ends in 2 hours".
  const words = (at) => {
    const seconds = (at - Date.now()) / 1000;
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= 1.5 * length) || ['minute', 60];
    const count = Math.round(seconds / length);
    return count ? relative.format(count, unit) : now;
  };

  const tell = (time) => {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) {
      return;
    }
    if (time.dataset.time === 'exact') {
      time.textContent = exact(at);
      return;
    }
    time.title = exact(at);
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
