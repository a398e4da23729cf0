// A list in a form always has one empty row more; without script there is one too, and the next after saving.
import { editor } from './sending.js';

function grow(target) {
  const row = target.closest('[data-row]');
  if (!row || row !== row.parentElement.querySelector('[data-row]:last-of-type') || [...row.querySelectorAll('input, textarea')].every(input => input.value === '')) return;
  const next = row.cloneNode(true);
  for (const input of next.querySelectorAll('input, textarea')) input.value = '';
  for (const select of next.querySelectorAll('select')) select.selectedIndex = 0;
  row.after(next);
}

editor.addEventListener('input', event => grow(event.target));
editor.addEventListener('row', event => grow(event.target));
