// Every answer says which edit would take the edit back. They are kept for this window, and sent like any other edit.
import { editor, parts, send } from './sending.js';
import { flush } from './words.js';
import { say } from './saying.js';
import { take } from './taking.js';

const most = 100;
const key = `handrail:undo:${editor.dataset.me}:${editor.dataset.address}`;
const read = () => JSON.parse(sessionStorage.getItem(key) ?? '{"undo":[],"redo":[]}');

function write(stacks) {
  sessionStorage.setItem(key, JSON.stringify(stacks));
  showStacks();
}

export function showStacks() {
  const stacks = read();
  document.querySelector('#undo-button').disabled = stacks.undo.length === 0;
  document.querySelector('#redo-button').disabled = stacks.redo.length === 0;
}

const takesBack = page => page.querySelector('#undo') && [...new FormData(page.querySelector('#undo'))];

export function remember(page) {
  const edit = takesBack(page);
  if (edit) write({ undo: [...read().undo.slice(1 - most), edit], redo: [] });
}

export const undo = () => back('undo', 'redo', 'undone');
export const redo = () => back('redo', 'undo', 'redone');

async function back(from, to, done) {
  if (!await flush()) return;
  const stacks = read();
  const edit = stacks[from].pop();
  if (!edit) return;
  const data = new FormData();
  for (const [name, value] of edit) data.set(name, value);
  data.set('open', parts().dataset.open);
  data.set('as', editor.dataset.as);
  const answer = await send(data, 'all');
  if (!answer) return;
  const other = takesBack(answer.page);
  if (answer.ok && other) stacks[to].push(other);
  write(stacks);
  take(answer.page);
  if (answer.ok) say(done); else say('refused', answer.refusal);
}
