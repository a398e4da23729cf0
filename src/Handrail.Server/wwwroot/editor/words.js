// The form of the open step or section and of what stands before the steps, saved at every pause while one types. Nothing typed is given up before the server has it.
import { editor, parts, send } from './sending.js';
import { entriesOf, forget, forgetAs, keep, keepAs, kept } from './keeping.js';
import { isLost, say } from './saying.js';
import { take } from './taking.js';
import { open } from './opening.js';

const pause = 700;
const retry = 3000;
const saved = new WeakMap();
const timers = new WeakMap();
let heard = () => {};

export function whenSaved(then) { heard = then; }

const textOf = form => JSON.stringify(entriesOf(form));
const written = () => [...editor.querySelectorAll('form.about, form.words')];

// Of a form that has just come, what stands in it is what is saved.
export function adopt() {
  for (const form of editor.querySelectorAll('form')) if (!saved.has(form)) saved.set(form, textOf(form));
  for (const area of editor.querySelectorAll('textarea')) fit(area);
  if (written().some(isTyped)) editor.dataset.unsaved = 'yes'; else delete editor.dataset.unsaved;
}

export const isTyped = form => saved.has(form) && saved.get(form) !== textOf(form) || [...form.elements].some(input => input.type === 'file' && input.files.length > 0);

editor.addEventListener('input', event => {
  if (event.target.matches('textarea')) fit(event.target);
  const form = event.target.closest('form.words, form.about');
  if (!form) return;
  keepTyped(form);
  editor.dataset.unsaved = 'yes';
  later(form);
});

// What stands before the steps is compared field by field: of those that were left alone, others may write in each.
const keepTyped = form => keep(form, form.matches('.about') ? touched(form) : undefined);

function touched(form) {
  const before = new Map(JSON.parse(saved.get(form)));
  return entriesOf(form).filter(([name, value]) => before.get(name) !== value);
}

function later(form, wait = pause) {
  clearTimeout(timers.get(form));
  // Two who wrote the same: a person decides, not the clock.
  if (form.dataset.conflict) return;
  // An answer may put another page in the place of this one, and would take away the menu somebody is choosing from.
  timers.set(form, setTimeout(() => form.querySelector('.line-menu') ? later(form) : save(form), wait));
}

// True when nothing typed into the open step is left that the server does not have; the other form stays on the page in any case.
export async function flush() {
  for (const form of written().filter(isTyped)) {
    clearTimeout(timers.get(form));
    if ((form.dataset.conflict || !await save(form)) && form.matches('.words')) return false;
  }
  return true;
}

// Whoever presses its button means it.
export function decide(form) {
  clearTimeout(timers.get(form));
  delete form.dataset.conflict;
  return save(form, true);
}

async function save(form, decided = false) {
  let sent;
  const answer = await send(() => {
    // It may have waited for an answer that says of a conflict nobody has seen yet.
    if (form.dataset.conflict || !isTyped(form) && !decided) return null;
    sent = textOf(form);
    const data = new FormData(form);
    data.set('act', form.dataset.act);
    if (form.matches('.about')) for (const [name, value] of [['open', parts().dataset.open], ['as', editor.dataset.as]]) data.set(name, value);
    return data;
  }, 'saved');
  if (sent === undefined) return !form.dataset.conflict;
  if (!answer) {
    if (isLost()) later(form, retry);
    return false;
  }
  if (!answer.ok) return refused(form, answer, sent);
  if (form.matches('.about')) saved.set(form, follow(form, answer.page.querySelector('form.about'), sent));
  else {
    saved.set(form, sent);
    form.elements.basedOn.value = answer.page.querySelector('#parts').dataset.basedOn;
  }
  heard(answer.page);
  const more = isTyped(form);
  if (more) keepTyped(form); else forget(form);
  take(answer.page);
  say('saved');
  if (more && form.isConnected) later(form);
  if (form.matches('.words')) for (const told of document.querySelectorAll('#refused, #restored')) told.replaceChildren();
  else document.querySelector('#restored [data-act=about]')?.remove();
  return !more;
}

// What was left alone takes what others have written there; what was typed stays.
function follow(form, fresh, sent) {
  const [before, now] = [new Map(JSON.parse(saved.get(form))), new Map(JSON.parse(sent))];
  for (const [name, value] of entriesOf(fresh)) {
    if (before.get(name) !== now.get(name)) continue;
    if (form.elements[name].value === now.get(name)) form.elements[name].value = value;
    before.set(name, value);
    now.set(name, value);
  }
  saved.set(form, JSON.stringify([...before]));
  begin(form, fresh);
  return JSON.stringify([...now]);
}

// From the text that is there now.
function begin(form, fresh) {
  form.elements.basedOn.value = fresh.elements.basedOn.value;
  form.querySelector('.actions button').textContent = fresh.querySelector('.actions button').textContent;
}

function refused(form, { page, status, refusal }, sent) {
  const step = form.dataset.step;
  const fresh = page.querySelector(form.matches('.about') ? 'form.about' : '#words');
  say('refused', refusal);
  if (status === 409 && fresh) {
    // Whoever saves again means it: then the words are based on what is shown above now.
    form.dataset.conflict ??= form.elements.basedOn.value;
    if (form.matches('.about')) follow(form, fresh, sent); else begin(form, fresh);
    keepTyped(form);
  }
  const homeless = page.querySelector('#homeless textarea');
  if (homeless) {
    // Others may have lost their step before.
    homeless.value = [document.querySelector('#homeless textarea')?.value, homeless.value].filter(Boolean).join('\n\n');
    const { act } = homeless.form.dataset;
    keepAs(act, '~', { entries: [['act', act], ['step', ''], ['text', homeless.value], act === 'add' ? ['kind', 'step'] : ['section', 'Other']] });
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
  const typed = written().filter(isTyped);
  for (const form of typed) later(form, 0);
  if (typed.length === 0 && isLost()) say('ready');
}
addEventListener('online', retryNow);

// What did not reach the server last time comes back into its form, and a notice says so.
export function restore() {
  const notices = document.querySelector('#restored');
  const homeless = [];
  for (const one of kept()) {
    const at = moment(one);
    const form = [...editor.querySelectorAll('form.words, form.add, form.about')].find(form => form.dataset.act === one.act && form.dataset.step === one.step);
    if (form) {
      put(form, one);
      if (!isTyped(form)) { forget(form); continue; }
      for (let around = form.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
      if (form.matches('.add')) continue;
      const told = notice(notices.dataset.words.replace('{0}', at), form.matches('.words') && notices.dataset.drop, () => open(one.step, editor.dataset.as, true));
      told.dataset.act = one.act;
      notices.append(told);
      later(form, 0);
    } else if (document.querySelector(`[data-step="${CSS.escape(one.step)}"]`)) notices.append(notice(notices.dataset.elsewhere.replace('{0}', at), notices.dataset.open, () => elsewhere(one)));
    else homeless.push(one);
  }
  // After those that have a form, in whatever order the browser names them: these are put below what has come back there.
  homeless.forEach(toEnd);
}

const moment = one => new Date(one.at).toLocaleString([], { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' });

// What is written outside the steps.
const outside = ['passage', 'compose', 'section'];

// Their step or section is no longer there. Until the server has said how its fields read as one, they stay kept.
async function toEnd(one) {
  const words = ['fill', 'compose'].includes(one.act) ? await asText(one) : new Map(one.entries).get('text');
  if (words === undefined) return;
  const last = document.querySelector(outside.includes(one.act) ? '#more-sections textarea' : '#last textarea');
  for (let around = last.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  last.value = [last.value, words].filter(Boolean).join('\n\n');
  fit(last);
  keep(last.form);
  forgetAs(one.act, one.step);
  const notices = document.querySelector('#restored');
  notices.append(notice(notices.dataset.gone.replace('{0}', moment(one))));
}

async function asText(one) {
  const data = new FormData();
  for (const [name, value] of one.entries) data.append(name, value);
  data.set('act', one.act);
  const answer = await send(data, 'all');
  if (answer) say('refused', answer.refusal);
  return answer?.page.querySelector('#homeless textarea')?.value;
}

async function elsewhere(one) {
  document.querySelector('#restored').replaceChildren();
  await open(one.step, ['write', 'passage'].includes(one.act) ? 'text' : '');
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
