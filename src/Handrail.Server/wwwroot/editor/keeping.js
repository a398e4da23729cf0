// What was typed and has not arrived is kept in this browser, under the name of who typed it.
import { editor } from './sending.js';

const mine = `handrail:words:${editor.dataset.me}:${editor.dataset.address}:`;
const nameOf = (act, step) => `${mine}${act}:${step}`;
const keyOf = form => nameOf(form.dataset.act, form.dataset.step);

// Neither the token nor files; line ends as the browser shows them.
export const entriesOf = form => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !['__RequestVerificationToken', 'basedOn'].includes(name)).map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]);

// In a conflict, based on what they began with: opened again, a person is asked again.
export function keep(form, entries = entriesOf(form)) {
  keepAs(form.dataset.act, form.dataset.step, { entries, basedOn: form.dataset.conflict ?? form.elements.basedOn?.value });
}

export function keepAs(act, step, words) {
  try {
    localStorage.setItem(nameOf(act, step), JSON.stringify({ ...words, at: Date.now() }));
    delete editor.dataset.unkept;
  } catch {
    // No room, or not allowed: then the browser asks before the page is left.
    editor.dataset.unkept = 'yes';
  }
}

export const forget = form => remove(keyOf(form));
export const forgetAs = (act, step) => remove(nameOf(act, step));

function remove(name) {
  // What could not be kept is with the server now.
  delete editor.dataset.unkept;
  storage()?.removeItem(name);
}

// None where the browser does not allow it.
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

// All that is kept of this draft: { act, step, entries, basedOn, at }.
export function kept() {
  const place = storage();
  return Object.keys(place ?? {}).filter(key => key.startsWith(mine)).map(key => {
    const [act, step] = key.slice(mine.length).split(/:(.*)/s);
    return { act, step, ...JSON.parse(place.getItem(key)) };
  });
}
