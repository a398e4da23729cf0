// "/" at the beginning of a line leads to what a step can have: its fields, a picture, the next step, a heading.
import { editor } from './sending.js';

// As in the format: what makes a step what it is, then its other lines, then what comes after it.
const places = ['f-answers', 'f-verify', 'f-run', 'f-wait', 'f-approval', 'f-verified-by', 'f-role', 'f-evidence', 'f-system', 'f-within', 'f-escalate', 'f-only-if', 'f-for-each', 'f-optional', 'f-fails', 'f-note', 'f-record', 'f-tool', 'f-picture', 'f-phase', 'f-new-records', 'f-new-words', 'f-new-heading', 'f-new-lines', 'f-new-cells', 'f-rename', 'more-sections'];
const menu = document.createElement('ul');
menu.className = 'line-menu';
menu.setAttribute('role', 'menu');
menu.hidden = true;
let from;

const nameOf = place => (place.querySelector('legend, summary') ?? editor.querySelector(`label[for="${place.id}"]`) ?? place.closest('label') ?? place).textContent.trim();
const item = (words, place, kind = '') => {
  const button = Object.assign(document.createElement('button'), { type: 'button', tabIndex: -1, textContent: words });
  button.setAttribute('role', 'menuitem');
  Object.assign(button.dataset, { place, kind });
  const line = document.createElement('li');
  line.setAttribute('role', 'none');
  line.append(button);
  return line;
};

function items() {
  const after = document.getElementById('f-after');
  return [
    ...places.map(id => document.getElementById(id)).filter(Boolean).map(place => item(nameOf(place), place.id)),
    ...[...after?.querySelectorAll('[name=kind] option') ?? []].map(option => item(`${nameOf(after)}: ${option.textContent.trim()}`, 'f-add', option.value)),
  ];
}

editor.addEventListener('keydown', event => {
  const area = event.target.closest('textarea[data-menu]');
  if (area && event.key === '/' && /(^|\n)$/.test(area.value.slice(0, area.selectionStart))) {
    event.preventDefault();
    from = area;
    menu.setAttribute('aria-label', editor.querySelector(`label[for="${area.id}"]`).textContent.trim());
    menu.replaceChildren(...items());
    menu.hidden = false;
    area.after(menu);
    menu.querySelector('button').focus();
  } else if (menu.contains(event.target)) among(event);
});

function among(event) {
  const items = [...menu.querySelectorAll('button')];
  const at = items.indexOf(event.target);
  const letter = event.key.length === 1 && items.findIndex((item, i) => i > at && item.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key] ?? (letter >= 0 ? letter : undefined);
  if (to !== undefined && to !== false) { event.preventDefault(); items[(to + items.length) % items.length].focus(); }
  if (event.key === 'Escape' || event.key === 'Tab') { event.preventDefault(); close(); from.focus(); }
  // Twice is the character itself, as a path begins with.
  if (event.key === '/') { event.preventDefault(); close(); from.focus(); from.setRangeText('/', from.selectionStart, from.selectionEnd, 'end'); from.dispatchEvent(new Event('input', { bubbles: true })); }
}

menu.addEventListener('click', event => {
  const { place: id, kind } = event.target.closest('button')?.dataset ?? {};
  const place = document.getElementById(id);
  close();
  if (!place) return from.focus();
  if (kind) place.form.elements.kind.value = kind;
  for (let around = place.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  (place.matches('input, textarea, select') ? place : place.querySelector('input:not([type=hidden]), textarea, select'))?.focus();
});
// An answer that comes in puts the form, and the menu in it, into another page: only then it shows who has the focus.
menu.addEventListener('focusout', () => setTimeout(() => { if (!menu.contains(document.activeElement)) close(); }));

// Taking it away takes the focus from it, which would take it away once more.
function close() {
  if (menu.hidden) return;
  menu.hidden = true;
  menu.remove();
}
