// The form of the open step, saved at every pause while one types. Nothing typed is given up before the server has it.
import { editor, parts, send } from './sending.js';
import { entriesOf, forget, forgetAs, keep, keepAs, kept } from './keeping.js';
import { isLost, say } from './saying.js';
import { take } from './taking.js';
import { open } from './opening.js';

const pause = 700;
const retry = 3000;
const saved = new WeakMap();
let timer;
let heard = () => {};

export function whenSaved(then) { heard = then; }

const textOf = form => JSON.stringify(entriesOf(form));
const words = () => document.querySelector('#words');

// Of a form that has just come, what stands in it is what is saved.
export function adopt() {
  for (const form of editor.querySelectorAll('form')) if (!saved.has(form)) saved.set(form, textOf(form));
  for (const area of editor.querySelectorAll('textarea')) fit(area);
  const form = words();
  if (form && isTyped(form)) editor.dataset.unsaved = 'yes'; else delete editor.dataset.unsaved;
}

export const isTyped = form => saved.has(form) && saved.get(form) !== textOf(form) || [...form.elements].some(input => input.type === 'file' && input.files.length > 0);

editor.addEventListener('input', event => {
  if (event.target.matches('textarea')) fit(event.target);
  const form = event.target.closest('form.words');
  if (!form) return;
  keep(form);
  editor.dataset.unsaved = 'yes';
  later(form);
});

function later(form, wait = pause) {
  clearTimeout(timer);
  // Two who wrote the same step: a person decides, not the clock.
  if (form.dataset.conflict) return;
  // An answer may put another page in the place of this one, and would take away the menu somebody is choosing from.
  timer = setTimeout(() => form.querySelector('.line-menu') ? later(form) : save(form), wait);
}

// True when nothing typed is left that the server does not have.
export async function flush(decided = false) {
  const form = words();
  clearTimeout(timer);
  if (!form || !isTyped(form) && !decided) return true;
  if (decided) delete form.dataset.conflict;
  if (form.dataset.conflict) return false;
  return save(form, decided);
}

async function save(form, decided = false) {
  let sent;
  const answer = await send(() => {
    if (!isTyped(form) && !decided) return null;
    sent = textOf(form);
    const data = new FormData(form);
    data.set('act', form.dataset.act);
    return data;
  }, 'saved');
  if (sent === undefined) return true;
  if (!answer) {
    if (isLost()) later(form, retry);
    return false;
  }
  if (!answer.ok) return refused(form, answer);
  saved.set(form, sent);
  form.elements.basedOn.value = answer.page.querySelector('#parts').dataset.basedOn;
  heard(answer.page);
  const more = isTyped(form);
  if (more) keep(form); else forget(form);
  take(answer.page);
  const notice = document.querySelector('#refused');
  notice?.replaceChildren();
  say('saved');
  if (more && form.isConnected) later(form);
  document.querySelector('#restored').replaceChildren();
  return !more;
}

function refused(form, { page, status, refusal }) {
  const step = form.dataset.step;
  const fresh = page.querySelector('#words');
  say('refused', refusal);
  if (status === 409 && fresh) {
    // Whoever saves again means it: then the words are based on what is shown above now.
    form.dataset.conflict = 'yes';
    form.elements.basedOn.value = fresh.elements.basedOn.value;
    form.querySelector('.actions button').textContent = fresh.querySelector('.actions button').textContent;
    keep(form);
  }
  const homeless = page.querySelector('#homeless textarea');
  if (homeless) {
    // Others may have lost their step before.
    homeless.value = [document.querySelector('#homeless textarea')?.value, homeless.value].filter(Boolean).join('\n\n');
    keepAs('add', '~', { entries: [['act', 'add'], ['step', ''], ['text', homeless.value], ['kind', 'step']] });
    forgetAs(form.dataset.act, step);
    saved.set(form, textOf(form));
  }
  take(page);
  return false;
}

// Somebody has taken its step away: sent, the words come back in a form of their own; those of a step to be added need not be sent for it.
export function orphaned(form) {
  if (form.matches('.add')) {
    adopt();
    toEnd({ act: form.dataset.act, step: form.dataset.step, entries: entriesOf(form), at: Date.now() });
  }
  if (!form.matches('.words')) return;
  delete form.dataset.conflict;
  later(form, 0);
}

export function retryNow() {
  const form = words();
  if (form && isTyped(form)) later(form, 0); else if (isLost()) say('ready');
}
addEventListener('online', retryNow);

// What did not reach the server last time comes back into its form, and a notice says so.
export function restore() {
  const notices = document.querySelector('#restored');
  for (const one of kept()) {
    const at = moment(one);
    const form = [...editor.querySelectorAll('form.words, form.add, form.about')].find(form => form.dataset.act === one.act && form.dataset.step === one.step);
    if (form) {
      put(form, one);
      if (!isTyped(form)) { forget(form); continue; }
      for (let around = form.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
      if (form.matches('.words')) {
        notices.append(notice(notices.dataset.words.replace('{0}', at), notices.dataset.drop, () => open(one.step, editor.dataset.as, true)));
        later(form, 0);
      }
    } else if (document.querySelector(`[data-step="${CSS.escape(one.step)}"]`)) notices.append(notice(notices.dataset.elsewhere.replace('{0}', at), notices.dataset.open, () => elsewhere(one)));
    else toEnd(one);
  }
}

const moment = one => new Date(one.at).toLocaleString([], { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' });

// Their step is no longer there. Until the server has said how its fields read as one, they stay kept.
async function toEnd(one) {
  const words = one.act === 'fill' ? await asStep(one) : new Map(one.entries).get('text');
  if (words === undefined) return;
  const last = document.querySelector('#last textarea');
  last.value = [last.value, words].filter(Boolean).join('\n\n');
  fit(last);
  keep(last.form);
  forgetAs(one.act, one.step);
  const notices = document.querySelector('#restored');
  notices.append(notice(notices.dataset.gone.replace('{0}', moment(one))));
}

async function asStep(one) {
  const data = new FormData();
  for (const [name, value] of [...one.entries, ['act', one.act]]) data.append(name, value);
  const answer = await send(data, 'all');
  if (answer) say('refused', answer.refusal);
  return answer?.page.querySelector('#homeless textarea')?.value;
}

async function elsewhere(one) {
  document.querySelector('#restored').replaceChildren();
  await open(one.step, one.act === 'write' ? 'text' : '');
  restore();
}

function put(form, { entries, basedOn }) {
  if (basedOn) form.elements.basedOn.value = basedOn;
  const rows = new Map();
  for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = entries.some(([name, value]) => name === box.name && value === box.value);
  for (const [name, value] of entries) {
    const at = rows.get(name) ?? 0;
    rows.set(name, at + 1);
    const inputs = () => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=checkbox], button)`)];
    // A row that was added while typing: the last one makes the next when it is filled in.
    if (!inputs()[at] && at > 0) inputs()[at - 1].dispatchEvent(new Event('row', { bubbles: true }));
    if (inputs()[at]) inputs()[at].value = value;
  }
  for (const area of form.querySelectorAll('textarea')) fit(area);
}

function notice(text, action, act) {
  const box = document.createElement('div');
  box.className = 'notice wait';
  box.append(Object.assign(document.createElement('p'), { textContent: text }));
  if (action) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: action });
    button.addEventListener('click', () => { box.remove(); act(); });
    box.append(button);
  }
  return box;
}

function fit(area) { area.rows = Math.max(area.name === 'detail' ? 3 : 1, area.value.split('\n').length + (area.value.length > 80 ? 1 : 0)); }
