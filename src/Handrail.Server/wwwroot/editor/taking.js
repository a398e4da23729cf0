// Puts the parts of an answer in the place of those on the page; a form in which something typed is not saved stays as it is.
import { parts } from './sending.js';
import { adopt, isTyped, orphaned } from './words.js';

const sameForm = (root, form) => [...root.querySelectorAll('form')].find(one => one.className === form.className && one.dataset.act === form.dataset.act && one.dataset.step === form.dataset.step);

export function take(page) {
  const fresh = page.querySelector('#parts');
  // A few parts are the whole difference only to the text that was on the page; else the rest is asked for as soon as the change is told of.
  const { follows } = fresh.dataset;
  const isWhole = follows === undefined || follows && follows === parts().dataset.sha;
  Object.assign(parts().dataset, { sha: isWhole ? fresh.dataset.sha : '', open: fresh.dataset.open, basedOn: fresh.dataset.basedOn ?? '', focus: fresh.dataset.focus ?? '' });
  for (const part of page.querySelectorAll('[data-part]')) {
    if (part.parentElement.closest('[data-part]')) continue;
    const old = document.getElementById(part.id);
    if (old) replace(old, part);
  }
  adopt();
}

function replace(old, fresh) {
  // Also the form of a step nobody has changed: whoever is about to type on has the cursor in it.
  const stays = form => isTyped(form) || form.elements.basedOn && sameForm(fresh, form)?.elements.basedOn.value === form.elements.basedOn.value;
  const typed = [...old.querySelectorAll('form.words, form.add, form.picture, form.phase, form.rename, form.about')].filter(stays);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const opened = [...old.querySelectorAll('details[id][open]')].map(details => details.id);
  const homeless = old.querySelector('#homeless:has(textarea)');
  old.replaceWith(fresh);
  // Words whose step is gone stay until they have a new place.
  if (homeless && !fresh.querySelector('#homeless')) fresh.prepend(homeless);
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  const orphans = typed.filter(form => {
    const place = sameForm(fresh, form);
    place?.replaceWith(form);
    return !place;
  });
  orphans.forEach(orphaned);
  if (!focused || focused === document.activeElement) return;
  (focused.isConnected ? focused : focused.id && document.getElementById(focused.id))?.focus?.({ preventScroll: true });
}
