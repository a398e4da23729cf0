// While one types "{{", "[" or a role in a text: the placeholders, procedures and roles that may be meant, in a list that the arrow keys walk through.
import { editor } from './sending.js';

const most = 8;
const list = Object.assign(document.createElement('ul'), { id: 'completions', className: 'completions' });
list.setAttribute('role', 'listbox');
let area;
let from;
let at = -1;

const openings = [
  { begins: /\{\{[^{}\n]*$/, known: '#known-placeholders', text: option => option.value },
  { begins: /\[[^[\]()\n]*$/, known: '#known-procedures', text: option => option.dataset.link },
  { begins: /(?<=(?:^|\n)[ \t]*- (?:Role|Verified by):[ \t]*)[^\s,{][^\n,{]*$/, known: '#known-roles', text: option => option.value },
];

editor.addEventListener('input', event => { if (event.target.matches('[data-complete]')) offer(event.target); });
editor.addEventListener('keydown', event => { if (list.isConnected && event.target === area) walk(event); });
editor.addEventListener('focusout', event => { if (event.target === area) close(); });

function offer(target) {
  close();
  const before = target.value.slice(0, target.selectionStart);
  const opening = openings.find(one => one.begins.test(before));
  if (!opening) return;
  const typed = before.match(opening.begins)[0];
  const sought = typed.replace(/^[{[]+/, '').trim().toLowerCase();
  const found = [...document.querySelectorAll(`${opening.known} option`)].filter(option => option.value.toLowerCase().includes(sought) && opening.text(option) !== typed).slice(0, most);
  if (found.length === 0) return;
  [area, from] = [target, target.selectionStart - typed.length];
  list.setAttribute('aria-label', target.ariaLabel ?? target.labels[0].textContent.trim());
  list.replaceChildren(...found.map((option, i) => {
    const item = Object.assign(document.createElement('li'), { id: `completion-${i}`, textContent: option.value });
    item.setAttribute('role', 'option');
    item.dataset.text = opening.text(option);
    return item;
  }));
  target.after(list);
  for (const [name, value] of Object.entries({ 'aria-controls': list.id, 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox' })) target.setAttribute(name, value);
  mark(0);
}

function mark(to) {
  const items = [...list.children];
  at = (to + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute('aria-selected', i === at));
  area.setAttribute('aria-activedescendant', items[at].id);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(at + step);
  else if (event.key === 'Enter' || event.key === 'Tab') choose(list.children[at]);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
}

function choose(item) {
  const text = item.dataset.text;
  area.setSelectionRange(from, area.selectionStart);
  close();
  // As if typed, so that the browser can take it back.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

// Before the field loses the focus.
list.addEventListener('mousedown', event => { event.preventDefault(); const item = event.target.closest('li'); if (item) choose(item); });

function close() {
  if (!list.isConnected) return;
  list.remove();
  for (const name of ['aria-controls', 'aria-autocomplete', 'aria-haspopup', 'aria-activedescendant']) area.removeAttribute(name);
}
