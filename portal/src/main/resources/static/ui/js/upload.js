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

  // The form asks for its plan again when one of its fields has changed.
  const settle = (part, id, name, said) => {
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
      settle(part, '', '', (request.status === 413 && request.responseText) || part.file.dataset.failed);
    };
    const later = () => {
      part.said.textContent = request.responseText;
      const seconds = Number(request.getResponseHeader('Retry-After')) || 2;
      setTimeout(() => {
        if (part.file.files[0] === file) {
          send(box, tries + 1);
        }
      }, seconds * 1000);
    };
    part.bar.hidden = false;
    part.bar.value = 0;
    part.said.textContent = file.name;
    request.upload.addEventListener('progress', (event) => {
      part.bar.max = event.total || 1;
      part.bar.value = event.loaded;
    });
    request.addEventListener('error', failed);
    request.addEventListener('load', () => {
      if (request.status === 201) {
        settle(part, request.responseText, file.name, file.name);
      } else if (request.status === 503 && request.getResponseHeader('Retry-After') && tries < TRIES) {
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

  document.addEventListener('change', (event) => {
    const box = event.target.closest('[data-upload]');
    if (box && event.target.type === 'file') {
      event.stopPropagation();
      send(box);
    }
  }, true);

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-forget]');
    if (button) {
      const part = parts(button.closest('[data-upload]'));
      part.file.value = '';
      settle(part, '', '', '');
      part.file.focus();
    }
  });
})();
