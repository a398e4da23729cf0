// The text as a whole, saved at every pause while one types. Nothing typed is given up before the server has it. Without this file the form works by its buttons.
import { ask, editor, idle, parts, send, whenQuiet } from './editor/sending.js';
import { forgetAs, keepAs, kept } from './editor/keeping.js';
import { isLost, say } from './editor/saying.js';
import { listen, watch } from './editor/watching.js';
import './editor/completing.js';

const pause = 700;
const retry = 3000;
const form = document.querySelector('#source');
const { text: area, base, basedOn } = form.elements;
const button = form.querySelector('button[value=stay]');
const caption = button.lastChild;
const words = caption.textContent;
// What the typed text began with: opened again after a dispute, a person is asked again.
let began = { base: base.value, basedOn: basedOn.value };
// Others have written since: then what the typed text began with is sent along.
let isShared = false;
let isAsked = document.querySelector('#dispute section') !== null;
// Sent, and perhaps there: the answer was lost.
let unanswered;
let isLeaving = false;
// What stood here before others' words came in.
const taken = [];
let isTaking = false;
let timer;

const isTyped = () => area.value !== base.value;
const forget = () => forgetAs('source', '');

function begin(text, sha) {
  [base.value, basedOn.value] = [text, sha];
  began = { base: text, basedOn: sha };
}

area.addEventListener('input', event => {
  if (isTaking) return;
  // Taken back to before others' words came in: it goes on from there, so that their words are put in again and not taken out.
  const before = event.inputType === 'historyUndo' && taken.findLast(one => one.text === area.value);
  if (before) begin(before.base, before.basedOn);
  editor.dataset.unsaved = 'yes';
  keepAs('source', '', { entries: [['text', area.value]], ...began });
  later();
});

function later(wait = pause) {
  clearTimeout(timer);
  // Two who wrote the same: a person decides, not the clock.
  if (!isAsked) timer = setTimeout(() => save(), wait);
}

// Pressed, it is sent whatever it says. True when it is saved.
async function save(pressed, withBase = isShared) {
  let sent;
  const answer = await send(() => {
    if (!pressed && (isAsked || !isTyped())) return null;
    sent = area.value;
    const data = new FormData();
    for (const name of ['__RequestVerificationToken', 'basedOn', 'text', ...withBase ? ['base'] : []]) data.set(name, form.elements[name].value);
    if (pressed?.name) data.set(pressed.name, pressed.value);
    return data;
  }, 'saved');
  if (sent === undefined) return;
  if (!answer) {
    unanswered = sent;
    if (isLost()) later(retry);
    return false;
  }
  const { page, ok, status, refusal } = answer;
  const { sha, wantsBase } = page.querySelector('#parts').dataset;
  const stands = page.querySelector('#stands')?.value ?? sent;
  const isOwn = stands === unanswered && stands !== sent;
  unanswered = undefined;
  // What stands there is one's own, from before: what was typed since goes on from it.
  if (status === 409 && isOwn) {
    begin(stands, sha);
    return save(pressed);
  }
  if (wantsBase && !withBase) return save(pressed, true);
  if (status === 409 && area.value !== sent) return later();
  show(page);
  if (ok) saved(sent, stands, sha);
  else {
    say('refused', refusal);
    const merged = page.querySelector('#merged');
    if (merged) disputed(merged.value, stands, sha);
  }
  return ok;
}

function saved(sent, stands, sha) {
  isAsked = isShared = false;
  caption.textContent = words;
  parts().dataset.sha = sha;
  if (area.value === sent) {
    put(stands);
    begin(stands, sha);
  // What was typed since was typed into what was sent: the server puts it together with what it has.
  } else begin(sent, stands === sent ? sha : '');
  document.querySelector('#restored').replaceChildren();
  say(stands === sent ? 'saved' : 'merged');
  if (!isTyped()) {
    delete editor.dataset.unsaved;
    return forget();
  }
  keepAs('source', '', { entries: [['text', area.value]], ...began });
  later();
}

function disputed(merged, stands, sha) {
  isAsked = true;
  caption.textContent = ` ${button.dataset.decided}`;
  put(merged, began);
  [base.value, basedOn.value] = [stands, sha];
  parts().dataset.sha = sha;
}

function show(page) {
  for (const id of ['dispute', 'margin']) document.getElementById(id).replaceWith(page.getElementById(id));
}

// Only where it differs, so that the cursor stays in its words; and as if typed, for a browser takes back and does again only what it has seen happen.
function put(text, from = { base: area.value, basedOn: '' }) {
  const [old, shorter] = [area.value, Math.min(area.value.length, text.length)];
  let [head, tail] = [0, 0];
  while (head < shorter && old[head] === text[head]) head++;
  while (tail < shorter - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  const [end, words] = [old.length - tail, text.slice(head, text.length - tail)];
  if (head === end && words === '') return;
  taken.push({ text: old, ...from });
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
  const focused = document.activeElement;
  isTaking = true;
  area.focus({ preventScroll: true });
  area.setSelectionRange(head, end);
  if (!(words === '' ? document.execCommand('delete') : document.execCommand('insertText', false, words))) area.setRangeText(words, head, end);
  isTaking = false;
  const now = at => at <= head ? at : at >= end ? at + text.length - old.length : head + words.length;
  area.setSelectionRange(now(selectionStart), now(selectionEnd), selectionDirection);
  area.scrollTop = scrollTop;
  if (focused === document.body) area.blur(); else if (focused !== area) focused.focus({ preventScroll: true });
}

// What others wrote comes into the text by itself; where something is typed, with the next save.
async function changed(sha) {
  await whenQuiet();
  if (isAsked || parts().dataset.sha === sha) return;
  isShared = true;
  if (isTyped()) return later(0);
  const answer = await ask({});
  if (!answer?.ok || isTyped()) return;
  isShared = false;
  const stands = answer.page.querySelector('#stands').value;
  show(answer.page);
  put(stands);
  begin(stands, parts().dataset.sha = answer.page.querySelector('#parts').dataset.sha);
}

function retryNow() {
  if (isTyped()) later(0); else if (isLost()) say('ready');
}
addEventListener('online', retryNow);

// What did not reach the server last time comes back, and a notice says so.
function restore() {
  const one = kept().find(one => one.act === 'source');
  if (!one || isAsked) return;
  const typed = new Map(one.entries).get('text');
  if (typed === area.value) return forget();
  area.value = typed;
  [base.value, basedOn.value] = [one.base, one.basedOn];
  began = { base: one.base, basedOn: one.basedOn };
  const notices = document.querySelector('#restored');
  const at = new Date(one.at).toLocaleString([], { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' });
  const box = Object.assign(document.createElement('div'), { className: 'notice wait' });
  const drop = Object.assign(document.createElement('button'), { type: 'button', textContent: notices.dataset.drop });
  drop.addEventListener('click', () => {
    clearTimeout(timer);
    forget();
    location.reload();
  });
  box.append(Object.assign(document.createElement('p'), { textContent: notices.dataset.words.replace('{0}', at) }), drop);
  notices.append(box);
  editor.dataset.unsaved = 'yes';
  later(0);
}

form.addEventListener('submit', async event => {
  if (isLeaving) return;
  event.preventDefault();
  clearTimeout(timer);
  const submitter = event.submitter ?? button;
  if (!await save(submitter)) return;
  // These lead to another page, and pictures are taken by the page as a whole: once the words are safe, so that none stays kept and comes back when it is old.
  if (isTyped() || !['read', 'send'].includes(submitter.value) && form.elements.pictures.files.length === 0) return;
  isLeaving = true;
  form.requestSubmit(submitter.isConnected ? submitter : button);
});
// Back from there, as the browser kept the page.
addEventListener('pageshow', () => { isLeaving = false; });

editor.addEventListener('click', event => { if (event.target.closest('a[data-theirs]')) forget(); });

editor.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
  event.preventDefault();
  form.requestSubmit(button);
});

document.querySelector('#state').hidden = false;
say('ready');
restore();
listen({ changed, connected: retryNow });
watch('*');
addEventListener('beforeunload', event => { if (editor.dataset.unkept) event.preventDefault(); });
idle(() => { editor.dataset.idle = 'yes'; }, () => { delete editor.dataset.idle; });
