// Steps in another order: by Alt and an arrow anywhere in a step, or by its number, drawn to another place. The buttons "Up" and "Down" do it without script.
import { editor, parts, send } from './sending.js';
import { flush } from './words.js';
import { remember } from './undoing.js';
import { say } from './saying.js';
import { take } from './taking.js';

editor.addEventListener('keydown', event => {
  if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key) || event.target.matches('select')) return;
  const step = event.target.closest('[data-step].edited');
  if (!step) return;
  event.preventDefault();
  step.querySelector(`:scope > .actions button[name=${event.key === 'ArrowUp' ? 'up' : 'down'}]`).click();
});

let drawn;
const clear = () => { for (const one of editor.querySelectorAll('.over-before, .over-after')) one.classList.remove('over-before', 'over-after'); };

editor.addEventListener('dragstart', event => {
  const number = event.target.closest?.('.step-number');
  if (!number) return;
  drawn = number.closest('[data-step]').dataset.step;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', drawn);
});
editor.addEventListener('dragend', () => { drawn = null; clear(); });

// The upper half of a step means before it, the lower behind it.
function placeAt(event) {
  const over = drawn && event.target.closest?.('[data-step].edited');
  if (!over || over.dataset.step === drawn || over.closest(`[data-step="${CSS.escape(drawn)}"].edited`)) return null;
  const box = over.getBoundingClientRect();
  return { over, side: event.clientY < box.top + box.height / 2 ? 'before' : 'after' };
}

editor.addEventListener('dragover', event => {
  const place = placeAt(event);
  if (!place) return;
  event.preventDefault();
  clear();
  place.over.classList.add(`over-${place.side}`);
});

editor.addEventListener('drop', async event => {
  const place = placeAt(event);
  if (!place) return;
  event.preventDefault();
  const data = new FormData();
  for (const [name, value] of Object.entries({ act: 'move', step: drawn, place: `${place.side}:${place.over.dataset.step}`, open: parts().dataset.open, as: editor.dataset.as })) data.set(name, value);
  if (!await flush()) return;
  const answer = await send(data, 'all');
  if (!answer) return;
  if (answer.ok) { remember(answer.page); say('saved'); } else say('refused', answer.refusal);
  take(answer.page);
});
