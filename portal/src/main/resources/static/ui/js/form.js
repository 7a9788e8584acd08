// Forms: fields that depend on others come and go, a refused form shows its first mistake,
// and what is wrong with a field is said once it is left.
(() => {
  'use strict';

  const value = (form, field) => {
    const kept = field.querySelector('data');
    if (kept) {
      return kept.value;
    }
    const control = form.elements.namedItem(field.dataset.field);
    if (!control) {
      return '';
    }
    return control.type === 'checkbox' ? String(control.checked) : control.value.trim();
  };

  // A condition names a field above, so one pass from the top is enough.
  const arrange = (form) => {
    const fields = new Map();
    for (const field of form.querySelectorAll('[data-field]')) {
      fields.set(field.dataset.field, field);
      const other = fields.get(field.dataset.when);
      if (!other) {
        continue;
      }
      field.hidden = other.hidden || value(form, other) !== field.dataset.is;
      // What is disabled is not sent.
      for (const control of field.querySelectorAll('input, select, textarea')) {
        control.disabled = field.hidden;
      }
    }
  };

  const focus = (root) => {
    const summary = root.querySelector('.errors[role=alert]');
    if (!summary) {
      return;
    }
    const wrong = root.querySelector('[data-field]:not([hidden]) [aria-invalid=true]');
    const first = wrong && wrong.matches('fieldset') ? wrong.querySelector('input') : wrong;
    (first || summary).focus();
  };

  const arrangeAll = () => {
    for (const form of document.forms) {
      arrange(form);
    }
  };

  const changed = (event) => {
    const form = event.target.form;
    if (form) {
      arrange(form);
    }
  };

  // Fields in which something was changed and that were left then; and those that are
  // wrong, so that they are found right again.
  const touched = new Set();

  const touch = (event) => {
    const field = event.target.closest('form.ask [data-field]');
    if (field) {
      touched.add(field.dataset.field);
    }
  };

  // Who has emptied again what was empty has changed nothing, says the browser.
  let typedIn = null;

  const left = (event) => {
    if (typedIn && typedIn === event.target) {
      typedIn = null;
      event.target.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };

  const MISTAKES = /^field-.+-error$/;

  const mark = (field, wrong) => {
    for (const control of field.querySelectorAll('[aria-describedby]')) {
      if (wrong) {
        control.setAttribute('aria-invalid', 'true');
      } else {
        control.removeAttribute('aria-invalid');
      }
    }
  };

  const start = () => {
    for (const control of document.querySelectorAll('form.ask [data-field] [aria-invalid=true]')) {
      touched.add(control.closest('[data-field]').dataset.field);
    }
    arrangeAll();
    focus(document);
  };

  // Before the form asks for its plan, and says with it what was touched.
  document.addEventListener('input', (event) => { typedIn = event.target; }, true);
  document.addEventListener('change', (event) => {
    typedIn = null;
    touch(event);
  }, true);
  document.addEventListener('focusout', left);
  document.addEventListener('htmx:configRequest', (event) => {
    if (event.target.matches('form.ask')) {
      event.detail.parameters._touched = [...touched].join(',');
    }
  });
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    const { target, fragment } = event.detail;
    if (!MISTAKES.test(target.id)) {
      return;
    }
    mark(target.closest('[data-field]'), fragment.childElementCount > 0);
    // What is said already is not read out again.
    if (target.textContent.trim() === fragment.textContent.trim()) {
      event.preventDefault();
    }
  });
  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  document.addEventListener('htmx:load', (event) => {
    arrangeAll();
    focus(event.target);
  });
  // The browser gives back what was typed when one returns to a page.
  window.addEventListener('pageshow', arrangeAll);
  start();
})();
