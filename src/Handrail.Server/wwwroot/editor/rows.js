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

// A row that is taken out, or goes to another place, is saved at the next pause like anything typed.
const typed = form => form.dispatchEvent(new Event('input', { bubbles: true }));
const rowsWith = row => [...row.parentElement.querySelectorAll(':scope > [data-row]')];
const firstIn = row => row.querySelector('input:not([type=hidden]), textarea');

editor.addEventListener('click', event => {
  const button = event.target.closest('button[name=cut]');
  if (!button) return;
  event.preventDefault();
  const row = button.closest('[data-row]');
  const { form } = button;
  if (row.nextElementSibling?.matches('[data-row]')) {
    const next = row.nextElementSibling;
    row.remove();
    firstIn(next).focus();
  } else {
    for (const input of row.querySelectorAll('input, textarea')) input.value = '';
    firstIn(row).focus();
  }
  typed(form);
});

// Outside the steps: Alt with an arrow takes a row to another place, Enter leads to the same column of the next row.
editor.addEventListener('keydown', event => {
  const row = event.target.closest('form[data-act=compose] [data-row]');
  if (!row || event.defaultPrevented || event.isComposing || event.target.matches('select, button')) return;
  const [rows, up] = [rowsWith(row), event.key === 'ArrowUp'];
  const at = rows.indexOf(row);
  if (event.altKey && ['ArrowUp', 'ArrowDown'].includes(event.key)) {
    event.preventDefault();
    // The last one is the empty one.
    const other = rows[at + (up ? -1 : 1)];
    if (!other || at === rows.length - 1 || !up && at === rows.length - 2) return;
    if (up) other.before(row); else other.after(row);
    event.target.focus();
    typed(event.target.form);
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    const inputs = one => [...one.querySelectorAll('input, select, textarea')];
    if (rows[at + 1]) inputs(rows[at + 1])[inputs(row).indexOf(event.target)].focus();
  }
});

editor.addEventListener('input', event => grow(event.target));
editor.addEventListener('row', event => grow(event.target));
