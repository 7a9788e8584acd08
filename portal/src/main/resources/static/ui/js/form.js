// Forms: fields that depend on others come and go, and a refused form shows its first mistake.
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

  const start = () => {
    arrangeAll();
    focus(document);
  };

  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  document.addEventListener('htmx:load', (event) => {
    arrangeAll();
    focus(event.target);
  });
  // The browser gives back what was typed when one returns to a page.
  window.addEventListener('pageshow', arrangeAll);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();
