// Which step is open, and where the writing goes on.
import { ask, editor, parts } from './sending.js';
import { forget } from './keeping.js';
import { flush } from './words.js';
import { take } from './taking.js';
import { watch } from './watching.js';

// Opens another step, once this one is safe.
export async function open(step, as = '', drop = false) {
  const words = document.querySelector('#words');
  if (drop && words) { forget(words); words.remove(); } else if (!await flush()) return;
  const answer = await ask({ step, as });
  if (!answer) return;
  arrive(answer, as);
}

// Takes what came, and goes where the writing goes on.
export function arrive(answer, as = '') {
  editor.dataset.as = as;
  const before = parts().dataset.open;
  take(answer.page);
  const { open: now, focus } = parts().dataset;
  if (now === before && !focus) return;
  const url = new URL(editor.dataset.address, location);
  if (now) url.searchParams.set('step', now);
  if (as) url.searchParams.set('as', as);
  history.replaceState(null, '', url);
  watch(now);
  const field = document.querySelector(focus ? `#f-${focus}` : '#words :is(textarea, input:not([type=hidden], [name^=column]))');
  for (let around = field?.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  (field?.matches('fieldset') ? field.querySelector('input') : field)?.focus();
}
