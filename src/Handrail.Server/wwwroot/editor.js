// The editor with script: the same forms, sent while one types. Without this file every form works by its button.
import { ask, editor, parts, send, idle, whenQuiet } from './editor/sending.js';
import { adopt, decide, flush, isTyped, restore, retryNow, whenSaved } from './editor/words.js';
import { undo, redo, remember, showStacks } from './editor/undoing.js';
import { keep, forget } from './editor/keeping.js';
import { say } from './editor/saying.js';
import { arrive, open } from './editor/opening.js';
import { take } from './editor/taking.js';
import { listen, watch } from './editor/watching.js';
import './editor/ordering.js';
import './editor/menu.js';
import './editor/rows.js';
import './editor/completing.js';
import './editor/enter.js';
import './editor/dropping.js';
import { pictureOf } from './editor/picture.js';

document.querySelector('#state').hidden = false;
say('ready');
adopt();
showStacks();
restore();
listen({ changed, connected: retryNow });
watch(parts().dataset.open);
whenSaved(remember);

editor.addEventListener('click', event => {
  const link = event.target.closest('a[data-open]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.dataset.open, link.dataset.as ?? '', 'theirs' in link.dataset);
});

editor.addEventListener('submit', async event => {
  event.preventDefault();
  const { target: form, submitter } = event;
  if (form.matches('.words, .about')) return decide(form);
  if (!await flush()) return;
  const data = form.matches('.picture') ? await pictureOf(form) : new FormData(form);
  const pressed = submitter && asItIsNow(submitter);
  if (pressed === undefined) return;
  if (pressed?.name) data.set(pressed.name, pressed.value);
  data.set('open', parts().dataset.open);
  data.set('as', editor.dataset.as);
  const answer = await send(data, 'all');
  if (!answer) return;
  if (answer.ok) {
    if (form.matches('.add, .picture, .phase')) { forget(form); form.remove(); }
    remember(answer.page);
    say('saved');
  } else say('refused', answer.refusal);
  arrive(answer, answer.ok && form.matches('.add') ? '' : editor.dataset.as);
  // Where the focus was lost with the button that was pressed, it goes to the one that came in its place.
  if (submitter?.isConnected === false && document.activeElement === document.body) document.querySelector(`#editor button[name="${submitter.name}"][value="${CSS.escape(submitter.value)}"]`)?.focus();
});

// What was typed has just been saved, and with it came another button for the same: it names the text that is there now.
const asItIsNow = button => button.isConnected ? button : [...editor.querySelectorAll(`button[name="${button.name}"]`)].find(one => meaningOf(one) === meaningOf(button));

// Of a fix: its step, its code and its words, for several steps may be mended alike; of the others: the step they name. What is behind it in the value is of the text as it was.
const meaningOf = button => button.name === 'fix' ? [button.dataset.step, button.value.split('@')[0], button.textContent].join(' ') : button.value.split(' ')[0];

// A new step or a heading is not sent before its button is pressed, but kept.
editor.addEventListener('input', event => {
  const form = event.target.closest('form.add');
  if (form) isTyped(form) ? keep(form) : forget(form);
});

document.querySelector('#undo-button').addEventListener('click', undo);
document.querySelector('#redo-button').addEventListener('click', redo);
addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest('input, textarea, select')) return;
  const key = event.key.toLowerCase();
  const act = key === 'z' && !event.shiftKey ? undo : key === 'y' || key === 'z' ? redo : null;
  if (!act) return;
  event.preventDefault();
  act();
});

// One's own edits come back too; whoever has their result already does not ask.
async function changed(sha) {
  await whenQuiet();
  if (parts().dataset.sha === sha) return;
  // A list that is open under the cursor would close.
  while (document.querySelector('.completions, .line-menu')) await new Promise(later => setTimeout(later, 500));
  const answer = await ask({ step: parts().dataset.open, as: editor.dataset.as });
  // What was told of may be older than what is here.
  if (answer?.ok && answer.page.querySelector('#parts').dataset.sha !== parts().dataset.sha) take(answer.page);
}

// For tests and for whoever leaves: has everything that was typed arrived?
addEventListener('beforeunload', event => { if (editor.dataset.unkept) event.preventDefault(); });
idle(() => { editor.dataset.idle = 'yes'; }, () => { delete editor.dataset.idle; });
