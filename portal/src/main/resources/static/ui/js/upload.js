// A file is sent as soon as it is chosen, with a bar; the form then sends its number. Where
// too many are sent at once, it is tried again for a while.
(() => {
  'use strict';

  const parts = (box) => {
    const [id, name] = box.querySelectorAll('input[type=hidden]');
    return {
      id, name, file: box.querySelector('input[type=file]'), bar: box.querySelector('progress'),
      said: box.querySelector('[role=status]'), forget: box.querySelector('[data-forget]'),
    };
  };

  // What is on its way, by the box of its field.
  const sending = new Map();

  const stop = (box) => {
    const under = sending.get(box);
    sending.delete(box);
    under?.abort();
  };

  // The form asks for its plan again when one of its fields has changed.
  const settle = (box, id, name, said) => {
    const part = parts(box);
    sending.delete(box);
    part.id.value = id;
    part.name.value = name;
    part.said.textContent = said;
    part.bar.hidden = true;
    part.forget.hidden = !id;
    part.id.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const TRIES = 15;

  const send = (box, tries = 1) => {
    const part = parts(box);
    const file = part.file.files[0];
    if (!file) {
      return;
    }
    const request = new XMLHttpRequest();
    const failed = () => {
      part.file.value = '';
      settle(box, '', '', (request.status === 413 && request.responseText) || box.dataset.failed);
    };
    const later = () => {
      part.said.textContent = request.responseText;
      const seconds = Number(request.getResponseHeader('Retry-After')) || 2;
      setTimeout(() => {
        if (sending.get(box) === request) {
          send(box, tries + 1);
        }
      }, seconds * 1000);
    };
    sending.set(box, request);
    // What was there before is not what is chosen now.
    part.id.value = '';
    part.bar.hidden = false;
    part.bar.value = 0;
    part.forget.hidden = false;
    part.said.textContent = `${box.dataset.sending} ${file.name}`;
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) {
        part.bar.max = event.total || 1;
        part.bar.value = event.loaded;
      } else {
        part.bar.removeAttribute('value');
      }
    });
    request.upload.addEventListener('load', () => {
      if (sending.get(box) === request) {
        part.bar.removeAttribute('value');
        part.said.textContent = `${box.dataset.reading} ${file.name}`;
      }
    });
    request.addEventListener('error', failed);
    request.addEventListener('load', () => {
      if (request.status === 201) {
        const [id, about] = request.responseText.split('\n');
        settle(box, id, file.name, about);
      } else if ([429, 503].includes(request.status) && request.getResponseHeader('Retry-After') && tries < TRIES) {
        later();
      } else {
        failed();
      }
    });
    request.open('POST', `${box.dataset.upload}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-CSRF-TOKEN', part.file.form.elements.namedItem('_csrf').value);
    request.send(file);
  };

  // A page that is shown again names the file in its own words; the browser's would say
  // that none is chosen.
  const restore = () => {
    for (const box of document.querySelectorAll('[data-upload]')) {
      const part = parts(box);
      if (part.id.value && !part.file.files.length) {
        const files = new DataTransfer();
        files.items.add(new File([], part.name.value));
        part.file.files = files.files;
      }
    }
  };

  document.addEventListener('change', (event) => {
    const box = event.target.closest('[data-upload]');
    if (box && event.target.type === 'file') {
      event.stopPropagation();
      stop(box);
      send(box);
    }
  }, true);

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-forget]');
    if (button) {
      const box = button.closest('[data-upload]');
      stop(box);
      parts(box).file.value = '';
      settle(box, '', '', '');
      parts(box).file.focus();
    }
  });

  // Sent now, the form would go without the file.
  document.addEventListener('submit', (event) => {
    const box = [...event.target.querySelectorAll('[data-upload]')].find((one) => sending.has(one));
    if (box) {
      event.preventDefault();
      event.stopImmediatePropagation();
      parts(box).said.textContent = box.dataset.wait;
      parts(box).file.focus();
    }
  }, true);

  window.addEventListener('pageshow', restore);
})();
