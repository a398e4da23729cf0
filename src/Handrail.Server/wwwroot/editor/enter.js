// Enter behind what is done leads to the next step, and behind the next step adds it; with Shift it is a new line.
import { editor } from './sending.js';

editor.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.defaultPrevented || event.isComposing) return;
  if (event.target.matches('form.add:not(.section) textarea')) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.target.matches('#f-instruction')) {
    event.preventDefault();
    const next = document.querySelector('#f-add');
    next.closest('details').open = true;
    next.focus();
  }
});
