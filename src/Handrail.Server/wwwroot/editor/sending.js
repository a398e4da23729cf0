// Requests of the editor, one after the other, so that none overtakes another.
import { say } from './saying.js';

export const editor = document.querySelector('#editor');
export const parts = () => document.querySelector('#parts');

let queue = Promise.resolve();
let waiting = 0;
let onIdle = () => {};
let onBusy = () => {};

export function idle(then, otherwise) { [onIdle, onBusy] = [then, otherwise]; onIdle(); }
export const whenQuiet = () => queue;

function inTurn(request) {
  if (waiting++ === 0) onBusy();
  queue = queue.then(request).finally(() => { if (--waiting === 0) onIdle(); });
  return queue;
}

// The part of the page as it is now; null when the server cannot be asked.
export const ask = wanted => inTurn(() => fetched(`${editor.dataset.address}?${new URLSearchParams({ parts: 'all', ...wanted })}`, {}));

// The answer to a form; null when it did not arrive. `given` may be a function that reads the form when its turn comes.
export function send(given, wanted) {
  return inTurn(() => {
    const data = typeof given === 'function' ? given() : given;
    if (!data) return null;
    data.set('parts', wanted);
    if (!data.has('__RequestVerificationToken')) data.set('__RequestVerificationToken', document.querySelector('#act [name=__RequestVerificationToken]').value);
    say('saving');
    return fetched(editor.dataset.address, { method: 'POST', body: data });
  });
}

async function fetched(address, request) {
  let answer;
  let text;
  try {
    answer = await fetch(address, request);
    text = await answer.text();
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    say('lost');
    return null;
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = page.querySelector('#parts');
  // No editor in the answer: the server restarts, or somebody has to sign in again, or the draft is a draft no more.
  if (!fresh) {
    if (answer.status === 400 || answer.redirected && new URL(answer.url).pathname.startsWith('/sign-in')) say('stranger');
    else if (answer.status >= 400 && answer.status < 500) say('refused', page.querySelector('main .notice p, main p')?.textContent.trim() ?? answer.statusText);
    else say('lost');
    return null;
  }
  return { ok: answer.ok, status: answer.status, page, refusal: fresh.dataset.refusal ?? '' };
}
