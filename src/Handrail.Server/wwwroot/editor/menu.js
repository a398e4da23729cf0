// "/" at the beginning of a line leads to what a step can have: its fields, a picture, the next step, a heading.
import { editor } from './sending.js';

const places = ['f-answers', 'f-verify', 'f-evidence', 'f-role', 'f-fails', 'f-note', 'f-within', 'f-run', 'f-record', 'f-verified-by', 'f-approval', 'f-wait', 'f-only-if', 'f-tool', 'f-picture', 'f-add', 'f-phase'];
const menu = document.createElement('ul');
menu.className = 'line-menu';
menu.setAttribute('role', 'menu');
menu.hidden = true;
let from;

const nameOf = place => (place.querySelector('legend, summary') ?? editor.querySelector(`label[for="${place.id}"]`) ?? place).textContent.trim();
const itemOf = place => {
  const item = Object.assign(document.createElement('button'), { type: 'button', tabIndex: -1, textContent: place.id === 'f-add' ? nameOf(place.closest('details')) : nameOf(place) });
  item.setAttribute('role', 'menuitem');
  item.dataset.place = place.id;
  const line = document.createElement('li');
  line.setAttribute('role', 'none');
  line.append(item);
  return line;
};

editor.addEventListener('keydown', event => {
  const area = event.target.closest('textarea[data-menu]');
  if (area && event.key === '/' && /(^|\n)$/.test(area.value.slice(0, area.selectionStart))) {
    event.preventDefault();
    from = area;
    menu.setAttribute('aria-label', editor.querySelector(`label[for="${area.id}"]`).textContent.trim());
    menu.replaceChildren(...places.map(id => document.getElementById(id)).filter(Boolean).map(itemOf));
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
}

menu.addEventListener('click', event => {
  const place = document.getElementById(event.target.closest('button')?.dataset.place);
  close();
  if (!place) return from.focus();
  for (let around = place.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  (place.matches('input, textarea, select') ? place : place.querySelector('input:not([type=hidden]), textarea, select'))?.focus();
});
menu.addEventListener('focusout', event => { if (!menu.contains(event.relatedTarget)) close(); });

// Taking it away takes the focus from it, which would take it away once more.
function close() {
  if (menu.hidden) return;
  menu.hidden = true;
  menu.remove();
}
